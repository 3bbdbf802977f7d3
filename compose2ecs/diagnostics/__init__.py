"""What we tell the user, and where: a leaf package that imports nothing of ours."""
