package terse

import (
	"bytes"
	"strings"
)

// Key returns the length of the key that a line starts with, a word with a colon and a
// space behind it, or 0 where it may be something else.
func Key(line []byte) int {
	i := 0
	for i < len(line) && (isLetter(line[i]) || i > 0 && (line[i] == '_' || line[i] >= '0' && line[i] <= '9')) {
		i++
	}
	if i < 3 || i > 64 || !bytes.HasPrefix(line[i:], []byte(": ")) {
		return 0
	}
	switch strings.ToLower(string(line[:i])) {
	case "yes", "off", "null", "true", "false":
		return 0
	}
	return i
}

// Words reports text that is text in YAML whatever its words are: it starts
// with a letter, is longer than what means true, false or nothing, and holds no
// sign that could mean something.
func Words(text []byte) bool {
	if len(text) < len("false!") || len(text) > 1000 || !isLetter(text[0]) || text[len(text)-1] == ' ' {
		return false
	}
	for _, c := range text {
		if !isLetter(c) && c != ' ' && (c < '0' || c > '9') && strings.IndexByte(".,()/_-'", c) < 0 {
			return false
		}
	}
	return true
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
