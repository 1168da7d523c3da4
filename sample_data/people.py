"""Invented people: who calls, and who works on the tickets. Any likeness is chance."""

from functools import cache

from sample_data.seed import stream


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_GERMAN_FIRST = _words("""
Jürgen Zoë Annette Bernd Claudia Dörte Elif Friedrich Gisela Günther Heike Ingo Jana Käthe Lars
Mareike Nils Olga Petra Ralf Sabine Sören Tobias Ursula Volker Wiebke Yusuf Özlem Renée Živa
""")
_GERMAN_LAST = _words("""
Müller Brückner Schäfer Großmann Köhler Lindqvist Weiß Böttcher Hartmann Jäger Kühn Löwe Möller
Nowak Öztürk Petersen Rößler Schön Thiele Uhlig Vogt Wörner Yilmaz Zöllner Krüger Façon Šimek
""")
_AMERICAN_FIRST = _words("""
Alice Brian Carla Derek Emily Frank Grace Hector Irene Jamal Karen Luis Megan Noah Olivia Paul
Quinn Rosa Steve Tina Uma Victor Wendy Xavier Yvonne Zach José Renata Chloë Marcus
""")
_AMERICAN_LAST = _words("""
Adams Baker Castillo Dawson Edwards Foster Greene Hughes Ingram Jensen Kowalski Lopez Mitchell
Nguyen O'Brien Parker Quincy Ramirez Stone Turner Underwood Vasquez Walker Young Muñoz Halvorsen
""")
_JAPANESE_LAST = _words("""
佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 松本 井上 木村 林 清水 森 青山
""")
_JAPANESE_FIRST = _words("""
翔太 陽菜 健一 美咲 大輔 結衣 拓也 さくら 直樹 恵子 誠 由美 浩 愛 隆 真由美 修 彩 剛 香織
""")
_AGENT_FIRST = _words(
    "Ada Ben Cem Dana Eva Finn Gül Hans Ida Jan Kim Lea Max Nele Omar Pia Rui Sara"
)
_AGENT_LAST = _words(
    "Abel Beck Cruz Diaz Ernst Falk Götz Haas Iyer Jung Kern Lang Maus Noll Ott Pohl"
)

_ALWAYS = {"german": ("Jürgen Müller", "Zoë Brückner")}


def callers(style: str, count: int) -> tuple[str, ...]:
    """The people of one customer who open tickets, in a fixed order.

    Args:
        style: "german", "american" or "japanese".
        count: How many people.
    """
    first, last, form = {
        "german": (_GERMAN_FIRST, _GERMAN_LAST, "{first} {last}"),
        "american": (_AMERICAN_FIRST, _AMERICAN_LAST, "{first} {last}"),
        "japanese": (_JAPANESE_FIRST, _JAPANESE_LAST, "{last} {first}"),
    }[style]
    names = [form.format(first=f, last=n) for f in first for n in last]
    names = [name for name in names if name not in _ALWAYS.get(style, ())]
    chosen = stream("callers", style).sample(names, count)
    return _ALWAYS.get(style, ()) + tuple(chosen)


@cache
def agents(group: str) -> tuple[str, ...]:
    """The five people of one support group."""
    rng = stream("agents", group)
    return tuple(f"{first} {rng.choice(_AGENT_LAST)}" for first in rng.sample(_AGENT_FIRST, 5))


@cache
def is_vip(caller: str) -> bool:
    """True for about one caller in thirty; the same caller always has the same answer."""
    return stream("vip", caller).random() < 0.035
