// The adapter is compiled with the trait Redis alone.
