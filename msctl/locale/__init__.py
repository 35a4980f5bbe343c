"""Every word msctl says of its own, in Chinese and English."""
