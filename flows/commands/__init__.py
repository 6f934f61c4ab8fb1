"""The command line's commands. Their modules import nothing heavy, so that `--help` answers at once."""
