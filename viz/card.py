"""placeholder"""

from viz.model import Scene


def card_svg(scene: Scene, *, prefix: str, theme: str = "light") -> str:
    raise NotImplementedError
