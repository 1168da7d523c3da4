"""Where chance comes from: one seeded stream for each purpose, so that no part disturbs another."""

from random import Random

SEED = 20241101


def stream(*purpose: str) -> Random:
    """A random stream that depends on the seed and on the purpose alone.

    Seeding with text goes through SHA-512 and not through `hash`, so it is the same in any run.
    """
    return Random(":".join((str(SEED), *purpose)))
