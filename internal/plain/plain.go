// Package plain looks into plain trees, the values that decoded documents are
// made of: maps by text, lists, text, numbers, true and false. It finds what a
// pointer addresses, and reads scalars as text and as numbers.
//
// It never fails on a tree and never changes one. The steps that it takes over
// hostile trees are bounded by its caller.
package plain
