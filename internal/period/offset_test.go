package period

import (
	"strconv"
	"testing"
	"time"
)

// TestTheZoneOfTheMachineDoesNotMatter reads instants on machines of several
// zones: what comes out is the same, with its zone.
func TestTheZoneOfTheMachineDoesNotMatter(t *testing.T) {
	here := time.Local
	t.Cleanup(func() { time.Local = here })
	for text, want := range map[string]string{
		"2026-11-20T12:00:00Z":          "UTC 0",
		"2026-11-20T12:00:00+00:00":     "UTC 0",
		"2026-11-20T12:00:00.5+00:00":   "UTC 0",
		"2026-11-20T12:00:00+01:00":     " 3600",
		"2026-11-20T12:00:00.125-08:00": " -28800",
	} {
		for _, zone := range []*time.Location{time.UTC, time.FixedZone("CET", 3600), time.FixedZone("PST", -8*3600), time.FixedZone("WET", 0)} {
			time.Local = zone
			at, err := ParseInstant(text)
			if err != nil {
				t.Fatal(err)
			}
			name, offset := at.Zone()
			if got := name + " " + strconv.Itoa(offset); got != want {
				t.Errorf("%s where the zone is %s: got %q, want %q", text, zone, got, want)
			}
		}
	}
}
