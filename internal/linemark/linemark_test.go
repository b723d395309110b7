package linemark

import "testing"

// The cursor of the line table agrees with the plain definition, whatever the
// order of the questions.
func TestLineTable(t *testing.T) {
	data := "aé\n日本\r\nx\rend y z"
	table := New([]byte(data))
	want := map[[2]int]int{{1, 1}: 0, {1, 2}: 1, {1, 3}: 3, {2, 1}: 4, {2, 2}: 7, {3, 1}: 12, {4, 1}: 14, {4, 3}: 16, {9, 1}: len(data)}
	for round := range 2 {
		for at, offset := range want { // any order
			if got := table.Offset(at[0], at[1]); got != offset {
				t.Errorf("round %d: offset(%d, %d) = %d, want %d", round, at[0], at[1], got, offset)
			}
		}
	}
	for line, start := range []int{-1, 0, 4, 12, 14} {
		if at, ok := table.Start(line); ok != (line > 0) || ok && at != start {
			t.Errorf("line %d starts at %d, %t", line, at, ok)
		}
	}
}
