package period

import "testing"

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"P12M", "P1Y", 0},
		{"P365D", "P1Y", 0},
		{"P365D", "P12M", 0},
		{"P180D", "P12M", -1},
		{"P18M", "P1Y", 1},
		{"P90D", "P3M", 0},
		{"P91D", "P3M", 1},
		{"P1D", "PT2H", 1},
		{"PT24H", "P1D", 0},
		{"P1W", "P7D", 0},
		{"PT60S", "PT2H", -1},
		{"P0D", "PT1S", -1},
	} {
		a, err := Parse(c.a)
		if err != nil {
			t.Fatal(err)
		}
		b, err := Parse(c.b)
		if err != nil {
			t.Fatal(err)
		}
		if got := Compare(a, b); got != c.want {
			t.Errorf("%s and %s: got %d, want %d", c.a, c.b, got, c.want)
		}
		if got := Compare(b, a); got != -c.want {
			t.Errorf("%s and %s: got %d, want %d", c.b, c.a, got, -c.want)
		}
	}
}
