package source

import (
	"strings"
	"testing"
)

func TestNameFault(t *testing.T) {
	for _, name := range []string{"a", "a.md", "ü.md", "日本", "con-fig", "com10", "COMX", "a b", strings.Repeat("a", 200)} {
		if fault := NameFault(name); fault != "" {
			t.Errorf("%q %s", name, fault)
		}
	}
	tests := []struct{ name, want string }{
		{"", "is empty or a directory reference"},
		{".", "is empty or a directory reference"},
		{"..", "is empty or a directory reference"},
		{"\xff", "is not UTF-8"},
		{strings.Repeat("a", 201), "is longer than 200 bytes"},
		{"u\u0308.md", "is not in Unicode form NFC"},
		{"a ", "starts with a space, or ends with a space or a dot"},
		{" a", "starts with a space, or ends with a space or a dot"},
		{"a.", "starts with a space, or ends with a space or a dot"},
		{"NUL", "is a device on Windows"},
		{"con.md", "is a device on Windows"},
		{"Lpt1.txt", "is a device on Windows"},
		{"a:b", "holds the character ':'"},
		{`a\b`, `holds the character '\\'`},
		{"a/b", "holds the character '/'"},
		{"a\x1bb", `holds the character '\x1b'`},
		{"a\u202eb", `holds the character '\u202e'`},
		{"a\u200bb", `holds the character '\u200b'`},
	}
	for _, tt := range tests {
		if got := NameFault(tt.name); got != tt.want {
			t.Errorf("NameFault(%q) = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestFoldName(t *testing.T) {
	for _, pair := range [][2]string{{"A.md", "a.md"}, {"Straße", "STRASSE"}, {"ﬁle", "FILE"}, {"\u212a", "k"}, {"u\u0308", "Ü"}} {
		if FoldName(pair[0]) != FoldName(pair[1]) {
			t.Errorf("%q and %q fold to %q and %q", pair[0], pair[1], FoldName(pair[0]), FoldName(pair[1]))
		}
	}
	if FoldName("a") == FoldName("b") {
		t.Error("a and b fold to the same")
	}
}
