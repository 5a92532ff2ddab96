"""The editor: a page on this machine in which the sources are changed, checked and saved. A front end, like `cli`."""
