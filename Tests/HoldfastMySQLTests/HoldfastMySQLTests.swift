// The tests are compiled with the trait MySQL alone.
