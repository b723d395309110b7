package period

import (
	"testing"
	"time"
	_ "time/tzdata" // the zones below, whatever the machine has
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func instant(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func mustParse(t *testing.T, text string) Period {
	t.Helper()
	p, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const (
	utc      = "UTC"
	berlin   = "Europe/Berlin"
	newYork  = "America/New_York"
	kiribati = "Pacific/Kiritimati" // 14 hours ahead
	apia     = "Pacific/Apia"       // had no 30 December 2011
	niue     = "Pacific/Niue"       // 11 hours behind
	saoPaulo = "America/Sao_Paulo"  // changed at midnight until 2018
	lordHowe = "Australia/Lord_Howe"
	baker    = "Etc/GMT+12"
)

func TestAfter(t *testing.T) {
	tests := []struct {
		name, start, period, zone, want string
	}{
		// Month ends.
		{"month end clamps", "2026-01-31T12:00:00Z", "P1M", utc, "2026-02-28T12:00:00Z"},
		{"month end clamps in a leap year", "2024-01-31T12:00:00Z", "P1M", utc, "2024-02-29T12:00:00Z"},
		{"day before the end clamps too", "2026-01-30T12:00:00Z", "P1M", utc, "2026-02-28T12:00:00Z"},
		{"day that the month has stays", "2026-01-28T12:00:00Z", "P1M", utc, "2026-02-28T12:00:00Z"},
		{"31 to 30", "2026-03-31T00:00:00Z", "P1M", utc, "2026-04-30T00:00:00Z"},
		{"30 does not become 31", "2026-04-30T00:00:00Z", "P1M", utc, "2026-05-30T00:00:00Z"},
		{"28 February does not become 31", "2026-02-28T00:00:00Z", "P1M", utc, "2026-03-28T00:00:00Z"},
		{"quarter", "2025-11-30T00:00:00Z", "P3M", utc, "2026-02-28T00:00:00Z"},
		{"half year", "2026-08-31T00:00:00Z", "P6M", utc, "2027-02-28T00:00:00Z"},
		{"half year forward to a long month", "2026-02-28T00:00:00Z", "P6M", utc, "2026-08-28T00:00:00Z"},
		{"twelve months are a year", "2026-05-31T00:00:00Z", "P12M", utc, "2027-05-31T00:00:00Z"},
		{"eighteen months", "2026-08-31T00:00:00Z", "P18M", utc, "2028-02-29T00:00:00Z"},
		{"month, then days, clamped between", "2026-01-31T00:00:00Z", "P1M1D", utc, "2026-03-01T00:00:00Z"},
		{"thirty days are no month", "2026-01-31T00:00:00Z", "P30D", utc, "2026-03-02T00:00:00Z"},
		// Leap days.
		{"leap day and a year", "2024-02-29T06:00:00Z", "P1Y", utc, "2025-02-28T06:00:00Z"},
		{"leap day and four years", "2024-02-29T06:00:00Z", "P4Y", utc, "2028-02-29T06:00:00Z"},
		{"leap day and twelve months", "2024-02-29T06:00:00Z", "P12M", utc, "2025-02-28T06:00:00Z"},
		{"day before the leap day", "2024-02-28T06:00:00Z", "P1D", utc, "2024-02-29T06:00:00Z"},
		{"day before 1 March of a common year", "2026-02-28T06:00:00Z", "P1D", utc, "2026-03-01T06:00:00Z"},
		{"365 days over a leap day", "2023-03-01T00:00:00Z", "P365D", utc, "2024-02-29T00:00:00Z"},
		{"2100 is no leap year", "2096-02-29T00:00:00Z", "P4Y", utc, "2100-02-28T00:00:00Z"},
		{"2000 was one", "1999-02-28T00:00:00Z", "P1Y1D", utc, "2000-02-29T00:00:00Z"},
		{"year and month clamp once", "2024-01-31T00:00:00Z", "P1Y1M", utc, "2025-02-28T00:00:00Z"},
		// Year ends.
		{"over the year's end by a month", "2026-12-31T23:59:59Z", "P1M", utc, "2027-01-31T23:59:59Z"},
		{"over the year's end by a day", "2026-12-31T23:59:59Z", "P1D", utc, "2027-01-01T23:59:59Z"},
		{"over the year's end by a week", "2026-12-28T00:00:00Z", "P1W", utc, "2027-01-04T00:00:00Z"},
		{"over the year's end by a second", "2026-12-31T23:59:59Z", "PT1S", utc, "2027-01-01T00:00:00Z"},
		{"90 days over the year's end", "2026-11-15T00:00:00Z", "P90D", utc, "2027-02-13T00:00:00Z"},
		{"fractions of a second stay", "2026-12-31T23:59:59.123456789Z", "P1D", utc, "2027-01-01T23:59:59.123456789Z"},
		{"longest period", "2026-01-01T00:00:00Z", "P100Y", utc, "2126-01-01T00:00:00Z"},
		{"no time at all", "2026-01-01T00:00:00Z", "P0D", utc, "2026-01-01T00:00:00Z"},
		// Europe/Berlin: 2026-03-29 has 23 hours, 2026-10-25 has 25.
		{"day of 23 hours", "2026-03-28T12:00:00+01:00", "P1D", berlin, "2026-03-29T12:00:00+02:00"},
		{"24 hours on a day of 23", "2026-03-28T12:00:00+01:00", "PT24H", berlin, "2026-03-29T13:00:00+02:00"},
		{"day of 25 hours", "2026-10-24T12:00:00+02:00", "P1D", berlin, "2026-10-25T12:00:00+01:00"},
		{"24 hours on a day of 25", "2026-10-24T12:00:00+02:00", "PT24H", berlin, "2026-10-25T11:00:00+01:00"},
		{"skipped time moves on", "2026-03-28T02:30:00+01:00", "P1D", berlin, "2026-03-29T03:30:00+02:00"},
		{"first skipped minute", "2026-03-28T02:00:00+01:00", "P1D", berlin, "2026-03-29T03:00:00+02:00"},
		{"last minute before the skip", "2026-03-28T01:59:59+01:00", "P1D", berlin, "2026-03-29T01:59:59+01:00"},
		{"first minute after the skip", "2026-03-28T03:00:00+01:00", "P1D", berlin, "2026-03-29T03:00:00+02:00"},
		{"skipped time by a month", "2026-02-28T02:30:00+01:00", "P1M1D", berlin, "2026-03-29T03:30:00+02:00"},
		{"time that comes twice: the first", "2026-10-24T02:30:00+02:00", "P1D", berlin, "2026-10-25T02:30:00+02:00"},
		{"time that comes twice, from winter", "2026-11-25T02:30:00+01:00", "P11M", berlin, "2027-10-25T02:30:00+02:00"},
		{"first of the hour that comes twice", "2026-10-18T02:00:00+02:00", "P1W", berlin, "2026-10-25T02:00:00+02:00"},
		{"after the hour that comes twice", "2026-10-18T03:00:00+02:00", "P1W", berlin, "2026-10-25T03:00:00+01:00"},
		{"clock part from the second of two", "2026-10-25T02:30:00+01:00", "PT1H", berlin, "2026-10-25T03:30:00+01:00"},
		{"clock part from the first of two", "2026-10-25T02:30:00+02:00", "PT1H", berlin, "2026-10-25T02:30:00+01:00"},
		{"clock part alone never moves the second of two", "2026-10-25T02:30:00+01:00", "PT0S", berlin, "2026-10-25T02:30:00+01:00"},
		{"date part, then clock part", "2026-03-28T01:30:00+01:00", "P1DT1H", berlin, "2026-03-29T03:30:00+02:00"},
		{"winter to summer by months", "2026-01-31T08:00:00+01:00", "P6M", berlin, "2026-07-31T08:00:00+02:00"},
		{"the date is that of the zone", "2026-01-30T23:30:00Z", "P1M", berlin, "2026-02-27T23:30:00Z"},
		// America/New_York: 2026-03-08 and 2026-11-01.
		{"day of 23 hours, New York", "2026-03-07T12:00:00-05:00", "P1D", newYork, "2026-03-08T12:00:00-04:00"},
		{"24 hours on a day of 23, New York", "2026-03-07T12:00:00-05:00", "PT24H", newYork, "2026-03-08T13:00:00-04:00"},
		{"skipped time, New York", "2026-03-07T02:30:00-05:00", "P1D", newYork, "2026-03-08T03:30:00-04:00"},
		{"time that comes twice, New York", "2026-10-31T01:30:00-04:00", "P1D", newYork, "2026-11-01T01:30:00-04:00"},
		{"day after it, New York", "2026-10-31T01:30:00-04:00", "P2D", newYork, "2026-11-02T01:30:00-05:00"},
		{"day of 25 hours, New York", "2026-10-31T12:00:00-04:00", "P1D", newYork, "2026-11-01T12:00:00-05:00"},
		{"year over both changes, New York", "2026-03-08T12:00:00-04:00", "P1Y", newYork, "2027-03-08T12:00:00-05:00"},
		{"month end at a late hour, New York", "2026-02-01T03:00:00Z", "P1M", newYork, "2026-03-01T03:00:00Z"},
		{"leap day in New York, 1 March in UTC", "2024-03-01T02:00:00Z", "P1Y", newYork, "2025-03-01T02:00:00Z"},
		// Far zones.
		{"+14: already the next month", "2026-01-30T10:00:00Z", "P1M", kiribati, "2026-02-27T10:00:00Z"},
		{"+14: year's end", "2026-12-30T10:00:00Z", "P1D", kiribati, "2026-12-31T10:00:00Z"},
		{"+14: leap day", "2024-02-28T11:00:00Z", "P1Y", kiribati, "2025-02-27T11:00:00Z"},
		{"-11: still the last month", "2026-02-01T10:00:00Z", "P1M", niue, "2026-03-01T10:00:00Z"},
		{"-12: still the last year", "2027-01-01T11:59:59Z", "P1Y", baker, "2028-01-01T11:59:59Z"},
		{"-12: leap day", "2024-03-01T11:00:00Z", "P1Y", baker, "2025-03-01T11:00:00Z"},
		{"a day that did not exist", "2011-12-29T12:00:00-10:00", "P1D", apia, "2011-12-31T12:00:00+14:00"},
		{"over that day", "2011-12-29T12:00:00-10:00", "P2D", apia, "2011-12-31T12:00:00+14:00"},
		{"midnight that was skipped", "2018-11-03T00:00:00-03:00", "P1D", saoPaulo, "2018-11-04T01:00:00-02:00"},
		{"change by half an hour", "2026-10-03T02:15:00+10:30", "P1D", lordHowe, "2026-10-04T02:45:00+11:00"},
	}
	if len(tests) < 60 {
		t.Fatalf("%d rows, and 60 are promised", len(tests))
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			loc := zone(t, tt.zone)
			got := mustParse(t, tt.period).After(instant(t, tt.start), loc)
			if want := instant(t, tt.want); !got.Equal(want) {
				t.Errorf("%s after %s in %s is %s, want %s", tt.period, tt.start, tt.zone,
					got.Format(time.RFC3339Nano), want.In(loc).Format(time.RFC3339Nano))
			}
			if got.Location() != loc {
				t.Errorf("the result stands in %s, want %s", got.Location(), loc)
			}
		})
	}
}

func TestBefore(t *testing.T) {
	tests := []struct {
		name, start, period, zone, want string
	}{
		{"month end clamps", "2026-03-31T00:00:00Z", "P1M", utc, "2026-02-28T00:00:00Z"},
		{"leap day", "2024-02-29T00:00:00Z", "P1Y", utc, "2023-02-28T00:00:00Z"},
		{"over the year's start", "2026-01-15T00:00:00Z", "P1M", utc, "2025-12-15T00:00:00Z"},
		{"over several years", "2026-01-31T00:00:00Z", "P2Y11M", utc, "2023-02-28T00:00:00Z"},
		{"ninety days", "2026-03-31T00:00:00Z", "P90D", utc, "2025-12-31T00:00:00Z"},
		{"day of 23 hours", "2026-03-30T02:30:00+02:00", "P1D", berlin, "2026-03-29T03:30:00+02:00"},
		{"day of 25 hours", "2026-10-26T02:30:00+01:00", "P1D", berlin, "2026-10-25T02:30:00+02:00"},
		{"clock part exactly", "2026-03-29T12:00:00+02:00", "PT24H", berlin, "2026-03-28T11:00:00+01:00"},
		{"date part, then clock part", "2026-03-30T03:30:00+02:00", "P1DT1H", berlin, "2026-03-29T01:30:00+01:00"},
		{"far zone", "2026-03-30T10:00:00Z", "P1M", kiribati, "2026-02-27T10:00:00Z"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := mustParse(t, tt.period).Before(instant(t, tt.start), zone(t, tt.zone))
			if want := instant(t, tt.want); !got.Equal(want) {
				t.Errorf("got %s, want %s", got.Format(time.RFC3339), want.Format(time.RFC3339))
			}
		})
	}
}

func TestAfterWithoutZone(t *testing.T) {
	start := instant(t, "2026-01-31T23:30:00-05:00") // 1 February in UTC
	if got, want := mustParse(t, "P1M").After(start, nil), instant(t, "2026-03-01T04:30:00Z"); !got.Equal(want) {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTimesDoesNotDrift(t *testing.T) {
	start, p := instant(t, "2026-01-31T00:00:00Z"), mustParse(t, "P1M")
	if got, want := p.Times(2).After(start, time.UTC), instant(t, "2026-03-31T00:00:00Z"); !got.Equal(want) {
		t.Errorf("two months after 31 January: %s, want %s", got, want)
	}
	if got, want := p.After(p.After(start, time.UTC), time.UTC), instant(t, "2026-03-28T00:00:00Z"); !got.Equal(want) {
		t.Errorf("a month after a month after 31 January: %s, want %s", got, want)
	}
	want := Period{2, 4, 6, 8, 10 * time.Hour}
	if got := (Period{1, 2, 3, 4, 5 * time.Hour}).Times(2); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestAfterNeverGoesBack(t *testing.T) {
	periods := []string{"P1D", "P1W", "P1M", "P1Y", "PT1H", "P1DT1H"}
	for _, name := range []string{utc, berlin, newYork, kiribati, apia, saoPaulo, lordHowe} {
		loc := zone(t, name)
		for _, text := range periods {
			p := mustParse(t, text)
			for at := instant(t, "2011-12-01T00:15:00Z"); at.Year() < 2013; at = at.Add(7 * time.Hour) {
				due := p.After(at, loc)
				if !due.After(at) {
					t.Fatalf("%s after %s in %s is %s", text, at, name, due)
				}
				if gap := due.Sub(at) - p.Approx(); gap > 3*day || gap < -3*day {
					t.Fatalf("%s after %s in %s is %s later", text, at, name, due.Sub(at))
				}
			}
		}
	}
}

func TestGraceEnd(t *testing.T) {
	tests := []struct {
		name, start, due, grace, zone, want string
	}{
		{"share of a day", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "25%", utc, "2026-01-02T06:00:00Z"},
		{"share of a week", "2026-01-01T00:00:00Z", "2026-01-08T00:00:00Z", "25%", utc, "2026-01-09T18:00:00Z"},
		{"share of 28 days is at the cap", "2026-01-01T00:00:00Z", "2026-01-29T00:00:00Z", "25%", utc, "2026-02-05T00:00:00Z"},
		{"share of a year is capped", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "25%", utc, "2027-01-08T00:00:00Z"},
		{"whole of a day", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "100%", utc, "2026-01-03T00:00:00Z"},
		{"no share", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "0%", utc, "2026-01-02T00:00:00Z"},
		{"share of what elapses on a day of 23 hours", "2026-03-28T12:00:00+01:00", "2026-03-29T12:00:00+02:00", "50%", berlin, "2026-03-29T23:30:00+02:00"},
		{"share of centuries", "1700-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "100%", utc, "2026-01-08T00:00:00Z"},
		{"due before the start", "2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", "25%", utc, "2026-01-01T00:00:00Z"},
		{"fixed", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "PT6H", utc, "2026-01-02T06:00:00Z"},
		{"fixed is not capped", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "P30D", utc, "2026-02-01T00:00:00Z"},
		{"fixed by the calendar", "2026-01-01T00:00:00Z", "2026-01-31T00:00:00Z", "P1M", utc, "2026-02-28T00:00:00Z"},
		{"fixed in a zone", "2026-03-01T00:00:00Z", "2026-03-28T12:00:00+01:00", "P1D", berlin, "2026-03-29T12:00:00+02:00"},
		{"none", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "P0D", utc, "2026-01-02T00:00:00Z"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g, err := ParseGrace(tt.grace)
			if err != nil {
				t.Fatal(err)
			}
			got := g.End(instant(t, tt.start), instant(t, tt.due), zone(t, tt.zone))
			if want := instant(t, tt.want); !got.Equal(want) {
				t.Errorf("got %s, want %s", got.Format(time.RFC3339), want.Format(time.RFC3339))
			}
		})
	}
}
