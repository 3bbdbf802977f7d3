"""What will work on ECS, but not as somebody who knows ECS would have it: one function per rule."""
