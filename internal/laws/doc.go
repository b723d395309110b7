// Package laws holds the house to its plan: which package may import which,
// which library enters by which door, where clocks and environment are read,
// and how large things may grow.
//
// It is tests only and reads source text; it never compiles or runs anything.
// The table of floors is in table_test.go and, for people, in ARCHITECTURE.md;
// the two must say the same.
package laws
