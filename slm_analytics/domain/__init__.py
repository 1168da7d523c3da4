"""The vocabulary of service level management: pure, standard library only."""
