// The adapter is compiled with the trait MySQL alone.
