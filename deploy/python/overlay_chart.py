"""Two learning curves and their difference, as SVG."""

from __future__ import annotations

from collections.abc import Sequence

Curve = Sequence[tuple[float, float]]

_WIDTH, _HEIGHT, _LEFT, _RIGHT = 760, 420, 64, 16
_CURVES, _DIFFERENCES = (34, 270), (312, 384)


def chart(here: Curve, there: Curve, differences: Curve, bar: float) -> str:
    """Draws loss over steps.

    Args:
        here: step and loss of Cloze
        there: step and loss of PyTorch
        differences: step and difference of means
        bar: the largest difference allowed
    """
    last = max(step for step, _ in here)
    losses = [loss for _, loss in (*here, *there)]
    top, bottom = max(losses), min(losses)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="20">Loss of masked words in training, nats</text>',
    ]
    for loss in _ticks(bottom, top):
        parts += _line_across(_y(loss, bottom, top, _CURVES), f"{loss:g}")
    parts.append(_path(here, last, bottom, top, _CURVES, "#1b6ca8", 5, 0.45))
    parts.append(_path(there, last, bottom, top, _CURVES, "#c8401c", 1.4, 1))
    parts += _legend(300, "#1b6ca8", "Cloze", 5, 0.45) + _legend(400, "#c8401c", "transformers on PyTorch", 1.4, 1)
    parts.append(f'<text x="{_LEFT}" y="302">Cloze minus PyTorch, means of 100 steps</text>')
    for value in (-bar, 0.0, bar):
        parts += _line_across(_y(value, -bar, bar, _DIFFERENCES), f"{value:+g}" if value else "0")
    for step, value in differences:
        x, y = _x(step, last), _y(max(-bar, min(bar, value)), -bar, bar, _DIFFERENCES)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#333"/>')
    for step in range(0, int(last) + 1, int(last) // 4):
        parts.append(f'<text x="{_x(step, last):.1f}" y="404" text-anchor="middle">{step}</text>')
    parts.append(f'<text x="{_WIDTH - _RIGHT}" y="418" text-anchor="end">steps</text></svg>')
    return "\n".join(parts) + "\n"


def _ticks(bottom: float, top: float) -> list[float]:
    """Whole nats, or halves of a short range."""
    step = 1.0 if top - bottom > 2 else 0.5
    return [step * number for number in range(int(bottom / step) + 1, int(top / step) + 1)]


def _x(step: float, last: float) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * step / last


def _y(value: float, bottom: float, top: float, rows: tuple[int, int]) -> float:
    return rows[1] - (rows[1] - rows[0]) * (value - bottom) / (top - bottom)


def _line_across(y: float, label: str) -> list[str]:
    return [
        f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>',
        f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{label}</text>',
    ]


def _path(curve: Curve, last: float, bottom: float, top: float, rows: tuple[int, int], colour: str, width: float,
          opacity: float) -> str:  # fmt: skip
    points = " ".join(f"{_x(step, last):.1f},{_y(loss, bottom, top, rows):.1f}" for step, loss in curve)
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}" opacity="{opacity}"/>'


def _legend(x: int, colour: str, name: str, width: float, opacity: float) -> list[str]:
    return [
        f'<path d="M{x} 16h24" stroke="{colour}" stroke-width="{width}" opacity="{opacity}"/>',
        f'<text x="{x + 30}" y="20">{name}</text>',
    ]
