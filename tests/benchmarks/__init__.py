"""Speed, side by side with a floor in the same run. Never an assertion: `make bench` prints what it measured."""
