"""The roof: settings, root urls, the `pendopo` command, the embedded database."""
