"""Text as the terminal and the reader see it: width, line breaks, folding, pinyin, differences."""
