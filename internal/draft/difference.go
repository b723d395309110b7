package draft

import (
	"bytes"
	"fmt"
	"strings"
)

// context is how many lines that stay are shown around a difference.
const context = 2

// maxTable bounds the table by which lines are compared; larger pieces are
// shown as replaced whole.
const maxTable = 16 << 20

// Difference returns how one text becomes another, line by line, in the unified
// format of diff, or "" where they are equal.
func Difference(oldName, newName string, from, to []byte) string {
	if bytes.Equal(from, to) {
		return ""
	}
	script := compare(strings.Split(strings.TrimSuffix(string(from), "\n"), "\n"), strings.Split(strings.TrimSuffix(string(to), "\n"), "\n"))
	var out strings.Builder
	fmt.Fprintf(&out, "--- %s\n+++ %s\n", oldName, newName)
	a, b := 1, 1
	for i := 0; i < len(script); {
		if script[i][0] == ' ' {
			a, b, i = a+1, b+1, i+1
			continue
		}
		first, last := max(i-context, 0), i
		for k := i; k < len(script) && k <= last+2*context+1; k++ {
			if script[k][0] != ' ' {
				last = k
			}
		}
		end := min(last+context+1, len(script))
		a, b = a-(i-first), b-(i-first)
		olds, news := 0, 0
		for _, line := range script[first:end] {
			if line[0] != '+' {
				olds++
			}
			if line[0] != '-' {
				news++
			}
		}
		fmt.Fprintf(&out, "@@ -%d,%d +%d,%d @@\n%s\n", a, olds, b, news, strings.Join(script[first:end], "\n"))
		a, b, i = a+olds, b+news, end
	}
	return out.String()
}

// compare returns all lines of both texts, each behind a blank, a minus or a
// plus.
func compare(a, b []string) (script []string) {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		script = append(script, " "+a[head])
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	script = append(script, compareMiddle(a[head:len(a)-tail], b[head:len(b)-tail])...)
	for _, line := range a[len(a)-tail:] {
		script = append(script, " "+line)
	}
	return script
}

// compareMiddle follows the longest common subsequence of lines.
func compareMiddle(a, b []string) (script []string) {
	var length [][]int32
	if (len(a)+1)*(len(b)+1) <= maxTable {
		length = make([][]int32, len(a)+1)
		for i := range length {
			length[i] = make([]int32, len(b)+1)
		}
		for i := len(a) - 1; i >= 0; i-- {
			for j := len(b) - 1; j >= 0; j-- {
				if a[i] == b[j] {
					length[i][j] = length[i+1][j+1] + 1
				} else {
					length[i][j] = max(length[i+1][j], length[i][j+1])
				}
			}
		}
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case length != nil && i < len(a) && j < len(b) && a[i] == b[j]:
			script = append(script, " "+a[i])
			i, j = i+1, j+1
		case i < len(a) && (length == nil || j == len(b) || length[i+1][j] >= length[i][j+1]):
			script = append(script, "-"+a[i])
			i++
		default:
			script = append(script, "+"+b[j])
			j++
		}
	}
	return script
}
