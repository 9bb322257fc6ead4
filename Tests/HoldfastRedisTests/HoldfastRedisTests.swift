// The tests are compiled with the trait Redis alone.
