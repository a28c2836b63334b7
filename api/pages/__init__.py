"""The pages: what a person reads in a browser. They show the answers of the questions and decide nothing themselves."""
