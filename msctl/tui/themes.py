"""The colours: dark, light and high contrast, and none at all.

One accent colour for what has the focus and for keys, three for states; each text on each of the
backgrounds it stands on has a contrast of at least 4.5:1 (WCAG 2.1, 1.4.3), which a test measures
on every screen. Frames are a variable of the theme, so that they can change with it.
"""

from textual.theme import Theme

FRAMES = {"ascii": "ascii", "lines": "solid"}
"""Textual's kind of border for each of the frames that can be chosen. Box drawing is two cells
wide where a terminal draws ambiguous characters wide, so ASCII is the default."""

VARIABLES = {"frame": FRAMES["ascii"], "frame-color": "#68727d"}
"""What the styles use beside Textual's own colours, as long as no theme is chosen."""


def themes(frames: str) -> list[Theme]:
    """The themes that can be chosen, with one of FRAMES; each is called as its setting."""
    return [
        Theme(
            name="dark",
            primary="#5aa5ea",
            secondary="#5aa5ea",
            accent="#6db3f2",
            warning="#f0b429",
            error="#ff8a80",
            success="#6fcf85",
            foreground="#e6e8eb",
            background="#0f1317",
            surface="#14191e",
            panel="#232a32",
            variables=_variables(frames, "#68727d", bar="#46525e", ground="#14191e")
            | {
                "boost": "#1f272f",
                "primary-muted": "#1e3a5c",
                "foreground-muted": "#a9b2bb",
                "text-muted": "#a9b2bb",
                "text-disabled": "#a9b2bb",
            },
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
            variables=_variables(frames, "#868e96", bar="#b4bcc4", ground="#fbfbf8")
            | {
                "boost": "#eceee9",
                "primary-muted": "#cfe2f7",
                "foreground-muted": "#4c545c",
                "text-muted": "#4c545c",
                "text-disabled": "#4c545c",
            },
        ),
        Theme(
            name="contrast",
            primary="#66b3ff",
            secondary="#66b3ff",
            accent="#ffff00",
            warning="#ffd700",
            error="#ff9e9e",
            success="#7dff9b",
            foreground="#ffffff",
            background="#000000",
            surface="#000000",
            panel="#1c1c1c",
            text_alpha=1.0,
            variables=_variables(frames, "#ffffff", bar="#ffffff", ground="#303030")
            | {
                "boost": "#303030",
                "primary-muted": "#0046b0",
                "foreground-muted": "#ffffff",
                "text-muted": "#ffffff",
                "text-disabled": "#d8d8d8",
            },
        ),
    ]


def _variables(frames: str, frame_color: str, *, bar: str, ground: str) -> dict[str, str]:
    """The lines of frames, and scroll bars of one calm colour."""
    return {
        "frame": FRAMES[frames],
        "frame-color": frame_color,
        "scrollbar": bar,
        "scrollbar-hover": bar,
        "scrollbar-active": bar,
        "scrollbar-background": ground,
        "scrollbar-background-hover": ground,
        "scrollbar-background-active": ground,
        "scrollbar-corner-color": ground,
    }
