"""What each command of the command line does; `cli.py` says which function stands for which."""
