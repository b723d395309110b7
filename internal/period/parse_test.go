package period

import (
	"math"
	"strings"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	tests := []struct {
		text   string
		want   Period
		iso    string // "" means that it is text again
		human  string
		every  string
		approx time.Duration
	}{
		{"P90D", Period{Days: 90}, "", "90 days", "every 90 days", 90 * day},
		{"P1D", Period{Days: 1}, "", "1 day", "daily", day},
		{"P7D", Period{Days: 7}, "", "7 days", "every 7 days", week},
		{"P1W", Period{Weeks: 1}, "", "1 week", "weekly", week},
		{"P2W", Period{Weeks: 2}, "", "2 weeks", "every 2 weeks", 2 * week},
		{"P1M", Period{Months: 1}, "", "1 month", "monthly", 30 * day},
		{"P3M", Period{Months: 3}, "", "3 months", "every 3 months", 90 * day},
		{"P6M", Period{Months: 6}, "", "6 months", "every 6 months", 180 * day},
		{"P1Y", Period{Years: 1}, "", "1 year", "yearly", 365 * day},
		{"P2Y", Period{Years: 2}, "", "2 years", "every 2 years", 730 * day},
		{"P1Y2M", Period{Years: 1, Months: 2}, "", "1 year and 2 months", "every 14 months", 425 * day},
		{"P1Y2M3DT4H5M6S", Period{Years: 1, Months: 2, Days: 3, Clock: 4*time.Hour + 5*time.Minute + 6*time.Second}, "",
			"1 year, 2 months, 3 days, 4 hours, 5 minutes and 6 seconds",
			"every 14 months, 3 days, 4 hours, 5 minutes and 6 seconds", 428*day + 4*time.Hour + 5*time.Minute + 6*time.Second},
		{"PT8H", Period{Clock: 8 * time.Hour}, "", "8 hours", "every 8 hours", 8 * time.Hour},
		{"PT1H", Period{Clock: time.Hour}, "", "1 hour", "hourly", time.Hour},
		{"PT2H", Period{Clock: 2 * time.Hour}, "", "2 hours", "every 2 hours", 2 * time.Hour},
		{"PT24H", Period{Clock: 24 * time.Hour}, "", "24 hours", "every 24 hours", day},
		{"PT1M", Period{Clock: time.Minute}, "", "1 minute", "every minute", time.Minute},
		{"PT90M", Period{Clock: 90 * time.Minute}, "PT1H30M", "1 hour and 30 minutes", "every 1 hour and 30 minutes", 90 * time.Minute},
		{"PT0.5S", Period{Clock: 500 * time.Millisecond}, "", "0.5 seconds", "every 0.5 seconds", 500 * time.Millisecond},
		{"PT0,25S", Period{Clock: 250 * time.Millisecond}, "PT0.25S", "0.25 seconds", "every 0.25 seconds", 250 * time.Millisecond},
		{"PT1.000000001S", Period{Clock: time.Second + 1}, "", "1.000000001 seconds", "every 1.000000001 seconds", time.Second + 1},
		{"P0D", Period{}, "", "no time", "at no set interval", 0},
		{"PT0S", Period{}, "P0D", "no time", "at no set interval", 0},
		{"P010D", Period{Days: 10}, "P10D", "10 days", "every 10 days", 10 * day},
		{"P100Y", Period{Years: 100}, "", "100 years", "every 100 years", 36500 * day},
		{"P1DT12H", Period{Days: 1, Clock: 12 * time.Hour}, "", "1 day and 12 hours", "every 1 day and 12 hours", 36 * time.Hour},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			got := mustParse(t, tt.text)
			if got != tt.want {
				t.Errorf("Parse: %#v, want %#v", got, tt.want)
			}
			iso := tt.iso
			if iso == "" {
				iso = tt.text
			}
			for _, said := range []struct{ name, got, want string }{
				{"String", got.String(), iso}, {"Human", got.Human(), tt.human}, {"Every", got.Every(), tt.every},
			} {
				if said.got != said.want {
					t.Errorf("%s: %q, want %q", said.name, said.got, said.want)
				}
			}
			if got.Approx() != tt.approx {
				t.Errorf("Approx: %s, want %s", got.Approx(), tt.approx)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct{ text, reason string }{
		{"1m", `"1m" is not an ISO 8601 duration such as P30D or PT8H`},
		{"", `"" is not an ISO 8601 duration such as P30D or PT8H`},
		{"30d", "not an ISO 8601 duration"},
		{"90 days", "not an ISO 8601 duration"},
		{"p30d", "not an ISO 8601 duration"},
		{"P30d", "in this order"},
		{" P30D", "not an ISO 8601 duration"},
		{"P30D ", "each unit follows a number"},
		{"P", "a number and a unit are missing"},
		{"PT", "a number and a unit are missing"},
		{"P1DT", "a number and a unit are missing"},
		{"-P1D", "it has no sign"},
		{"+P1D", "it has no sign"},
		{"P-1D", "each unit follows a number"},
		{"P+1D", "each unit follows a number"},
		{"P1", "each unit follows a number"},
		{"PD", "each unit follows a number"},
		{"P1.5D", "only seconds may have a fraction"},
		{"P0,5Y", "only seconds may have a fraction"},
		{"PT1.5H", "only seconds may have a fraction"},
		{"PT1.S", "only seconds may have a fraction"},
		{"PT.5S", "each unit follows a number"},
		{"PT1.1234567891S", "more than 9 digits"},
		{"P1D1D", "in this order"},
		{"P1D1M", "in this order"},
		{"P1H", "in this order"},
		{"PT1D", "in this order"},
		{"PT1S1M", "in this order"},
		{"PT1HT1M", "each unit follows a number"},
		{"P1W1D", "weeks stand alone"},
		{"P1M1W", "weeks stand alone"},
		{"P1WT1H", "weeks stand alone"},
		{"P101Y", "longer than 100 years"},
		{"P36501D", "longer than 100 years"},
		{"P99Y13M", "longer than 100 years"},
		{"PT999999999H", "longer than 100 years"},
		{"P9999999999Y", "more than 9 digits"},
		{"P٣D", "each unit follows a number"},
		{"P1D\x00", "each unit follows a number"},
		{strings.Repeat("1m", 500), "…"},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			p, err := Parse(tt.text)
			if err == nil {
				t.Fatalf("read as %v", p)
			}
			if !strings.Contains(err.Error(), tt.reason) {
				t.Errorf("error %q does not say %q", err, tt.reason)
			}
			if len(err.Error()) > 400 {
				t.Errorf("error has %d bytes", len(err.Error()))
			}
		})
	}
}

func TestFormatBuilt(t *testing.T) {
	tests := []struct {
		p         Period
		iso, says string
	}{
		{Period{Weeks: 1, Days: 1}, "P8D", "1 week and 1 day"},
		{Period{Weeks: 2, Clock: time.Hour}, "P14DT1H", "2 weeks and 1 hour"},
		{Period{Days: 2, Clock: time.Minute + 1500*time.Millisecond}, "P2DT1M1.5S", "2 days, 1 minute and 1.5 seconds"},
		{Period{Days: -1, Clock: -1500 * time.Millisecond}, "P-1DT-1.5S", "-1 days and -1.5 seconds"},
	}
	for _, tt := range tests {
		if got := tt.p.String(); got != tt.iso {
			t.Errorf("%#v: %q, want %q", tt.p, got, tt.iso)
		}
		if got := tt.p.Human(); got != tt.says {
			t.Errorf("%#v: %q, want %q", tt.p, got, tt.says)
		}
	}
}

func TestApproxStaysInRange(t *testing.T) {
	p := mustParse(t, "P100Y")
	if got := p.Times(1000).Approx(); got != math.MaxInt64 {
		t.Errorf("100,000 years are %d", got)
	}
	if got := p.Times(-1000).Approx(); got != math.MinInt64 {
		t.Errorf("-100,000 years are %d", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"P90D", "PT8H", "P1Y2M3DT4H5M6.789S", "P2W", "1m", "P", "PT", "-P1D", "P1.5D", "P9999999999Y", "PT0,5S", "P1W1D"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Parse(text)
		if err != nil {
			if p != (Period{}) {
				t.Fatalf("%q: a period beside the error %v", text, err)
			}
			return
		}
		if p.Approx() < 0 || p.Approx() > longest+time.Second {
			t.Fatalf("%q is %s long", text, p.Approx())
		}
		again, err := Parse(p.String())
		if err != nil || again != p {
			t.Fatalf("%q: formatted as %q, read as %v, %v", text, p, again, err)
		}
		if p.Human() == "" || p.Every() == "" {
			t.Fatalf("%q is not said", text)
		}
	})
}
