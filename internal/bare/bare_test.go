package bare

import (
	"testing"

	"github.com/candor-site/candor/internal/fact"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/trust"
)

func TestCompare(t *testing.T) {
	type m = map[string]any
	tests := []struct {
		text  string
		name  string
		typ   parameter.Type
		raw   any
		title string
		want  match
	}{
		{"kept for 90 days", "retention", parameter.Retention, "P90D", "Logs", same},
		{"kept for 60 days", "retention", parameter.Retention, "P90D", "Logs", differ},
		{"kept for a year: 12 months", "retention", parameter.Retention, "P1Y", "Logs", same},
		{"kept for 30 days", "retention", parameter.Retention, "P1M", "Logs", within},
		{"kept for 2 weeks", "retention", parameter.Retention, "P14D", "Logs", same},
		{"kept for 90 days", "retention", parameter.Retention, "negotiable", "Logs", apart},
		{"kept for 90 days", "retention", parameter.Retention, "unstated", "Logs", apart},
		{"back in eight hours", "rto", parameter.Duration, "PT8H", "Recovery", same},
		{"lags by 60 seconds", "lag", parameter.Quantity, m{"op": "<=", "value": int64(60), "unit": "s"}, "Replica", same},
		{"scanned daily", "frequency", parameter.Frequency, "daily", "Scan", same},
		{"scanned weekly", "frequency", parameter.Frequency, "daily", "Scan", differ},
		{"scanned on each release", "frequency", parameter.Frequency, "per-release", "Scan", same},
		{"scanned on each release", "frequency", parameter.Frequency, "as-needed", "Scan", apart},
		{"in three regions", "regions", parameter.CountOrAll, m{"op": ">=", "value": int64(2)}, "Regions", within},
		{"in at least three regions", "regions", parameter.CountOrAll, m{"op": ">=", "value": int64(2)}, "Regions", differ},
		{"in two regions", "regions", parameter.CountOrAll, m{"op": ">=", "value": int64(3)}, "Regions", differ},
		{"in three regions", "zones", parameter.Count, m{"op": ">=", "value": int64(3)}, "Zones", apart},
		{"on port 443", "ports", parameter.Ports, []any{int64(80), int64(443)}, "Ports", same},
		{"on port 22", "ports", parameter.Ports, []any{int64(443)}, "Ports", differ},
		{"on port 22", "ports", parameter.Ports, []any{int64(80), int64(443)}, "Ports", apart},
		{"with TLS 1.2", "min_version", parameter.Version, "1.2", "TLS", same},
		{"with TLS 1.2", "min_version", parameter.Version, "1.3", "TLS", differ},
		{"with TLS 1.2", "version", parameter.Version, "1.2", "Kubernetes", apart},
		{"up 99.9 % of the time", "min_uptime", parameter.Uptime, "99.9%", "Uptime", same},
		{"audited for PCI DSS v3.2", "standard", parameter.Standard, m{"name": "PCI DSS", "version": "4.0"}, "PCI", differ},
		{"audited for PCI DSS", "standard", parameter.Standard, m{"name": "PCI DSS", "version": "4.0"}, "PCI", same},
		{"encrypted with AES-256", "key_bits", parameter.Int, int64(256), "Data", same},
		{"encrypted with AES-128", "key_bits", parameter.Int, int64(256), "Data", differ},
	}
	for _, tt := range tests {
		v, err := parameter.Parse(tt.typ, tt.raw)
		if err != nil {
			t.Fatal(tt.text, err)
		}
		list := fact.Find(tt.text)
		if len(list) == 0 {
			t.Fatalf("%q holds no fact", tt.text)
		}
		c := &subject{Control: &trust.Control{Title: tt.title}, all: set(tokens(tt.title))}
		if got := compare(list[len(list)-1], c, trust.Parameter{Name: tt.name, Value: v}, tt.text); got != tt.want {
			t.Errorf("%q against %s = %v: got %d, want %d", tt.text, tt.name, tt.raw, got, tt.want)
		}
	}
}

func TestClauseOf(t *testing.T) {
	text := "Operational logs are kept for 90 days and security logs for 180 days, in one region."
	list := fact.Find(text)
	for i, want := range []string{"Operational logs are kept for  ", " and security logs for  "} {
		if got := clauseOf(text, list, i); got != want {
			t.Errorf("clause %d is %q, want %q", i, got, want)
		}
	}
}
