package fact

import (
	"slices"
	"testing"
)

func TestApart(t *testing.T) {
	for _, c := range []struct {
		one, other  string
		kind        Kind
		its, others []string
	}{
		{"Logs are kept for 90 days.", "Logs are kept for 365 days.", Duration, []string{"90 days"}, []string{"365 days"}},
		{"Logs are kept for 90 days.", "They are kept for ninety days, mail for 10 days.", "", nil, nil},
		{"We use AES-256.", "Logs are kept for 90 days.", "", nil, nil},
		{"We use TLS 1.0.", "TLS 1.2 and TLS 1.3 are used.", Version, []string{"TLS 1.0"}, []string{"TLS 1.2", "TLS 1.3"}},
		{"", "", "", nil, nil},
	} {
		if kind, its, others := Apart(c.one, c.other); kind != c.kind || !slices.Equal(its, c.its) || !slices.Equal(others, c.others) {
			t.Errorf("%q and %q: %s %q %q", c.one, c.other, kind, its, others)
		}
	}
}
