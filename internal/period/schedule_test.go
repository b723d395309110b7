package period

import (
	"os"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"
)

func TestParseSchedule(t *testing.T) {
	tests := []struct {
		text  string
		want  Schedule
		iso   string // "" means that it is text again
		human string
	}{
		{"hourly", Schedule{Period: Period{Clock: time.Hour}}, "PT1H", "hourly"},
		{"daily", Schedule{Period: Period{Days: 1}}, "P1D", "daily"},
		{"weekly", Schedule{Period: Period{Weeks: 1}}, "P1W", "weekly"},
		{"monthly", Schedule{Period: Period{Months: 1}}, "P1M", "monthly"},
		{"quarterly", Schedule{Period: Period{Months: 3}}, "P3M", "every 3 months"},
		{"yearly", Schedule{Period: Period{Years: 1}}, "P1Y", "yearly"},
		{"P7D", Schedule{Period: Period{Days: 7}}, "", "every 7 days"},
		{"P6M", Schedule{Period: Period{Months: 6}}, "", "every 6 months"},
		{"PT2H", Schedule{Period: Period{Clock: 2 * time.Hour}}, "", "every 2 hours"},
		{"continuous", Schedule{Basis: Continuous}, "", "continuously"},
		{"per-release", Schedule{Basis: PerEvent, Event: "release"}, "", "for each release"},
		{"per-pull-request", Schedule{Basis: PerEvent, Event: "pull-request"}, "", "for each pull request"},
		{"on-kubernetes-upgrade", Schedule{Basis: OnEvent, Event: "kubernetes-upgrade"}, "", "after each Kubernetes upgrade"},
		{"on-onboarding", Schedule{Basis: OnEvent, Event: "onboarding"}, "", "after each onboarding"},
		{"before-release", Schedule{Basis: BeforeEvent, Event: "release"}, "", "before each release"},
		{"as-needed", Schedule{Basis: Unscheduled, Event: "as-needed"}, "", "as needed"},
		{"periodic-unspecified", Schedule{Basis: Unscheduled, Event: "periodic-unspecified"}, "", "regularly"},
		{"role-based", Schedule{Basis: Unscheduled, Event: "role-based"}, "", "according to role"},
		{"unstated", Schedule{Basis: Unscheduled, Event: "unstated"}, "", "not stated"},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			got, err := ParseSchedule(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			if got != tt.want {
				t.Errorf("read as %#v, want %#v", got, tt.want)
			}
			iso := tt.iso
			if iso == "" {
				iso = tt.text
			}
			if got.String() != iso || got.Human() != tt.human {
				t.Errorf("formatted as %q and %q, want %q and %q", got, got.Human(), iso, tt.human)
			}
		})
	}
}

func TestParseScheduleRefuses(t *testing.T) {
	tests := []struct{ text, reason string }{
		{"", "not a schedule such as daily"},
		{"dayly", "not a schedule such as daily"},
		{"Daily", "not a schedule such as daily"},
		{"1m", "not a schedule such as daily"},
		{"P0D", "nothing would ever be due"},
		{"PT0S", "nothing would ever be due"},
		{"P30", "not an ISO 8601 duration"},
		{"P200Y", "longer than 100 years"},
		{"per-", "not a schedule such as daily"},
		{"on-", "not a schedule such as daily"},
		{"per-Release", "not a schedule such as daily"},
		{"per-release-", "not a schedule such as daily"},
		{"per--release", "not a schedule such as daily"},
		{"per-new release", "not a schedule such as daily"},
		{"per-day", "names no event: write daily"},
		{"on-quarter", "names no event: write quarterly"},
		{"bi-annually", "P6M or P2Y"},
		{"Biannually", "P6M or P2Y"},
		{"annually", "write yearly"},
		{"on-demand", "write as-needed"},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			s, err := ParseSchedule(tt.text)
			if err == nil {
				t.Fatalf("read as %#v", s)
			}
			if !strings.Contains(err.Error(), tt.reason) {
				t.Errorf("error %q does not say %q", err, tt.reason)
			}
		})
	}
}

func TestParseGrace(t *testing.T) {
	tests := []struct {
		text string
		want Grace
		iso  string
	}{
		{"25%", Grace{Percent: 25}, "25%"},
		{"0%", Grace{}, "0%"},
		{"100%", Grace{Percent: 100}, "100%"},
		{"PT6H", Grace{Fixed: Period{Clock: 6 * time.Hour}}, "PT6H"},
		{"P7D", Grace{Fixed: Period{Days: 7}}, "P7D"},
		{"P0D", Grace{}, "0%"},
	}
	for _, tt := range tests {
		got, err := ParseGrace(tt.text)
		if err != nil || got != tt.want || got.String() != tt.iso {
			t.Errorf("%q: %#v, %q, %v; want %#v, %q", tt.text, got, got, err, tt.want, tt.iso)
		}
	}
	for _, text := range []string{"", "%", "25", "101%", "-5%", "+5%", "12.5%", " 25%", "25 %", "25%%", "0x10%", "6h", "-PT6H", "99999999999999999999%"} {
		if g, err := ParseGrace(text); err == nil {
			t.Errorf("%q is read as %#v", text, g)
		}
	}
}

// seeds is an inventory of real claims; it is not part of the repository.
const seeds = "../../../shared/seeds/claims.yaml"

func TestSchedulesOfClaims(t *testing.T) {
	data, err := os.ReadFile(seeds)
	if os.IsNotExist(err) {
		t.Skip("the inventory of claims is not beside this repository")
	}
	if err != nil {
		t.Fatal(err)
	}
	var inventory struct {
		Events map[string]string `yaml:"frequency_events"`
		Claims []struct {
			ID         string
			Parameters map[string]any
			Freshness  struct {
				MaxAge string `yaml:"max_age"`
			}
		}
	}
	if err := yaml.Unmarshal(data, &inventory); err != nil {
		t.Fatal(err)
	}
	if len(inventory.Events) != 14 || len(inventory.Claims) != 352 {
		t.Fatalf("%d events and %d claims, want 14 and 352", len(inventory.Events), len(inventory.Claims))
	}
	for text := range inventory.Events {
		if s, err := ParseSchedule(text); err != nil || s.String() != text || s.Human() == "" {
			t.Errorf("%s: %q, %q, %v", text, s, s.Human(), err)
		}
	}
	frequencies := 0
	for _, claim := range inventory.Claims {
		if text, ok := claim.Parameters["frequency"].(string); ok {
			frequencies++
			if s, err := ParseSchedule(text); err != nil || s.String() != text {
				t.Errorf("%s: frequency %s: %q, %v", claim.ID, text, s, err)
			}
		}
		if text := claim.Freshness.MaxAge; text != "" {
			if p, err := Parse(text); err != nil || p.String() != text {
				t.Errorf("%s: max_age %s: %q, %v", claim.ID, text, p, err)
			}
		}
	}
	if frequencies != 58 {
		t.Errorf("%d frequencies, want 58", frequencies)
	}
}

func FuzzParseSchedule(f *testing.F) {
	for _, seed := range []string{"daily", "quarterly", "continuous", "P7D", "PT0S", "per-release", "on-kubernetes-upgrade", "before-release", "per-day", "as-needed", "unstated", "on--x", "1m"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseSchedule(text)
		if err != nil {
			return
		}
		again, err := ParseSchedule(s.String())
		if err != nil || again != s {
			t.Fatalf("%q: formatted as %q, read as %#v, %v", text, s, again, err)
		}
		if s.Human() == "" {
			t.Fatalf("%q is not said", text)
		}
		if s.Basis == Every && s.Period.Approx() <= 0 {
			t.Fatalf("%q is never due", text)
		}
	})
}
