package token

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
)

func TestOrdinary(t *testing.T) {
	for c := range 256 {
		special := c < 0x20 || c == '"' || c == '\\'
		for at := range 20 {
			for before := range 3 {
				data := []byte(strings.Repeat("a\x80\xff", 10)[before : before+25])
				data[at] = byte(c)
				want := len(data)
				if special {
					want = at
				}
				if got := Ordinary(data, 0); got != want {
					t.Fatalf("%q is ordinary up to %d, want %d", data, got, want)
				}
			}
		}
	}
}

func FuzzWhole(f *testing.F) {
	for _, seed := range []string{"0", "-0", "01", "-", "12,", "1.5", "1e5", "1-", "999999999999999999", "1234567890123456789", "-12 ", "300]"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, end := Whole([]byte(text), 0)
		if end == 0 {
			return
		}
		want, err := strconv.ParseInt(text[:end], 10, 64)
		if err != nil || want != n || !json.Valid([]byte(text[:end])) || end < len(text) && strings.ContainsAny(text[end:end+1], "0123456789.eE+-") {
			t.Errorf("%q is %d up to %d", text, n, end)
		}
	})
}

func TestRepeated(t *testing.T) {
	var none *Repeated
	r := new(Repeated)
	for range 2 {
		for n := range 1000 {
			number, text := int64(n*n-500), strings.Repeat(strconv.Itoa(n), n%12)
			for _, kept := range []*Repeated{none, r} {
				if kept.Number(number) != any(number) || kept.Text(text) != any(text) {
					t.Fatalf("%d and %q become %v and %v", number, text, kept.Number(number), kept.Text(text))
				}
			}
		}
	}
}
