"""The colours: dark, light and high contrast, and none at all.

One accent colour for what has the focus and for keys, three for states; each text on each of the
backgrounds it stands on has a contrast of at least 4.5:1 (WCAG 2.1, 1.4.3), which a test measures
on every screen. Frames are a variable of the theme, so that they can change with it.
"""

from textual.theme import Theme

FRAMES = {"ascii": "ascii", "lines": "solid"}
"""Textual's kind of border for each of the frames that can be chosen. Box drawing is two cells
wide where a terminal draws ambiguous characters wide, so ASCII is the default."""

VARIABLES = {"frame": FRAMES["ascii"]}
"""What the styles use beside Textual's own colours, as long as no theme is chosen."""


def themes(frames: str) -> list[Theme]:
    """The themes that can be chosen, with one of FRAMES; each is called as its setting."""
    variables = {"frame": FRAMES[frames]}
    return [
        Theme(
            name="dark",
            primary="#3d8fdc",
            secondary="#3d8fdc",
            accent="#6db3f2",
            warning="#f0b429",
            error="#ff8a80",
            success="#6fcf85",
            foreground="#e6e8eb",
            background="#0f1317",
            surface="#14191e",
            panel="#232a32",
            variables=variables,
        ),
        Theme(
            name="light",
            primary="#1f66b0",
            secondary="#1f66b0",
            accent="#124f8f",
            warning="#7a4a00",
            error="#a31515",
            success="#135c2b",
            foreground="#15181b",
            background="#f2f2ee",
            surface="#fbfbf8",
            panel="#dfe3e8",
            dark=False,
            variables=variables,
        ),
        Theme(
            name="contrast",
            primary="#0050c8",
            secondary="#0050c8",
            accent="#ffff00",
            warning="#ffd700",
            error="#ff9e9e",
            success="#7dff9b",
            foreground="#ffffff",
            background="#000000",
            surface="#000000",
            panel="#1c1c1c",
            text_alpha=1.0,
            variables=variables
            | {
                "foreground-muted": "#ffffff",
                "text-muted": "#ffffff",
                "primary-muted": "#0050c8",
            },
        ),
    ]
