package moment

import (
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("the time zones are not installed")
	}
	for _, c := range []struct {
		value  any
		layout string
		loc    *time.Location
		want   string // "" for no time; a ~ behind it for one without a zone
	}{
		{"2026-07-31T18:41:55Z", ISO, nil, "2026-07-31T18:41:55Z"},
		{"2026-07-31T18:41:55+02:00", ISO, nil, "2026-07-31T16:41:55Z"},
		{"2026-07-31T18:41:55+0200", ISO, nil, "2026-07-31T16:41:55Z"},
		{"2021-02-19 19:16:10+0000", ISO, nil, "2021-02-19T19:16:10Z"},
		{"2026-07-31 06:03:55 +0000", ISO, nil, "2026-07-31T06:03:55Z"},
		{"2026-07-31T18:41:55.1234567Z", ISO, nil, "2026-07-31T18:41:55.1234567Z"},
		{"2026-07-31T18:41:55.123456789123Z", ISO, nil, "2026-07-31T18:41:55.123456789Z"},
		{"2026-07-31T18:41:55.123456", ISO, nil, "2026-07-31T04:41:55.123456Z~"},
		{"2026-07-31T18:41:55", ISO, berlin, "2026-07-31T16:41:55Z~"},
		{"2026-10-25T02:30:00", ISO, berlin, "2026-10-25T00:30:00Z~"}, // an hour that comes twice
		{"2026-03-29T02:30:00", ISO, berlin, "2026-03-29T01:30:00Z~"}, // and one that never comes
		{"2026-07-31", ISO, nil, "2026-07-30T10:00:00Z~"},
		{"2200-01-01T00:00:00Z", ISO, nil, "2200-01-01T00:00:00Z"}, // the judge refuses it, not the reader
		{"0001-01-01T00:00:00Z", ISO, nil, ""},
		{"0001-01-01 00:00:00", ISO, nil, ""},
		{"1970-01-01T00:00:00Z", ISO, nil, ""},
		{"1970-01-01", ISO, nil, ""},
		{"9999-12-31T23:59:59Z", ISO, nil, ""},
		{"2026-07-31T18:41:55+99:00", ISO, nil, ""},
		{"2026-07-31 18:41:55+1500", ISO, nil, ""},
		{"2026-07-31T18:41:55 CEST", ISO, nil, ""},
		{"31/07/2026", ISO, nil, ""},
		{"2021-1-1", ISO, nil, ""},
		{int64(55), ISO, nil, ""},
		{"", ISO, nil, ""},

		{int64(1785492000), EpochSeconds, nil, "2026-07-31T10:00:00Z"},
		{"1785492000", EpochSeconds, nil, "2026-07-31T10:00:00Z"},
		{1785492000.5, EpochSeconds, nil, "2026-07-31T10:00:00.5Z"},
		{"1785492000.25", EpochSeconds, nil, "2026-07-31T10:00:00.25Z"},
		{int64(1785492000000), EpochMillis, nil, "2026-07-31T10:00:00Z"},
		{"1785492000123", EpochMillis, nil, "2026-07-31T10:00:00.123Z"},
		{int64(1785492000123456789), EpochNanos, nil, "2026-07-31T10:00:00.123456789Z"},
		{int64(1785492000000), EpochSeconds, nil, ""}, // the wrong unit is no time
		{int64(1785492000), EpochMillis, nil, ""},
		{int64(55), EpochSeconds, nil, ""},
		{int64(0), EpochSeconds, nil, ""},
		{int64(-1), EpochSeconds, nil, ""},
		{int64(1<<63 - 1), EpochSeconds, nil, ""},
		{1e308, EpochSeconds, nil, ""},
		{"123456789012345678901234567890", EpochSeconds, nil, ""},
		{"2026-07-31", EpochSeconds, nil, ""},
		{true, EpochSeconds, nil, ""},

		{"Thu, 02 Apr 2026 00:05:00 GMT", HTTP, nil, "2026-04-02T00:05:00Z"},
		{"Tue, 3 Mar 2020 22:43:28 GMT", HTTP, nil, "2020-03-03T22:43:28Z"},
		{"Sunday, 06-Nov-94 08:49:37 GMT", HTTP, nil, "1994-11-06T08:49:37Z"},
		{"Thu, 02 Apr 2026 00:05:00 +0200", HTTP, nil, "2026-04-01T22:05:00Z"},
		{"Tue, 12 May 2020 20:59:12", HTTP, nil, "2020-05-12T06:59:12Z~"},
		{"Thu, 02 Apr 2026 00:05:00 PST", HTTP, nil, "2026-04-01T10:05:00Z~"},
		{"Do, 02 Apr 2026 00:05:00 GMT", HTTP, nil, ""},

		{"Sat Sep 13 22:39:44 CEST 2014", Unix, nil, "2014-09-13T08:39:44Z~"},
		{"Sat Sep 13 22:39:44 CEST 2014", Unix, berlin, "2014-09-13T20:39:44Z~"},
		{"Sat Sep 13 22:39:44 UTC 2014", Unix, nil, "2014-09-13T22:39:44Z"},
		{"Sat Nov 21 06:12:04 PM UTC 2026", Unix, nil, "2026-11-21T18:12:04Z"},
		{"Sat 21 Nov 2026 06:12:04 PM EST", Unix, nil, "2026-11-21T04:12:04Z~"},
		{"Wed Jun  5 10:39:42 2013", Unix, nil, "2013-06-04T20:39:42Z~"},
		{"Sat Sep 13 22:39:44 +0200 2014", Unix, nil, "2014-09-13T20:39:44Z"},

		{"Wed Nov 25 2020 10:11:12 GMT+0000 (Coordinated Universal Time)", JavaScript, nil, "2020-11-25T10:11:12Z"},
		{"Wed Nov 25 2020 10:11:12 GMT+0100 (Mitteleuropäische Normalzeit)", JavaScript, nil, "2020-11-25T09:11:12Z"},
		{"Wed Nov 25 2020 10:11:12 GMT", JavaScript, nil, ""},

		{"05/04/2026 17:15:48 Coordinated Universal Time", "01/02/2006 15:04:05 Coordinated Universal Time", time.UTC, "2026-05-04T17:15:48Z~"},
		{"05/13/2021 07:36:58", "01/02/2006 15:04:05", nil, "2021-05-12T17:36:58Z~"},
		{"13/05/2021 07:36:58", "01/02/2006 15:04:05", nil, ""},
		{"Thursday, Jan 18, 2024", "Monday, Jan 2, 2006", nil, "2024-01-17T10:00:00Z~"},
		{"2026:07:31 18:41:55", "2006:01:02 15:04:05", berlin, "2026-07-31T16:41:55Z~"},
		{int64(20260731), "20060102", nil, ""}, // a number is no text
	} {
		m, ok := Parse(c.value, c.layout, c.loc)
		got := ""
		if ok {
			if got = m.Time.UTC().Format(time.RFC3339Nano); !m.Zoned {
				got += "~"
			}
		}
		if got != c.want {
			t.Errorf("%v as %s: got %q, want %q", c.value, c.layout, got, c.want)
		}
	}
}

func TestPrecision(t *testing.T) {
	for text, want := range map[string]string{"2026-07-31T10:00:00Z": "second", "2026-07-31T10:00": "minute", "2026-07-31": "day"} {
		if m, ok := Parse(text, ISO, nil); !ok || m.Precision != want {
			t.Errorf("%s: %q, want %q", text, m.Precision, want)
		}
	}
}

func TestFault(t *testing.T) {
	for layout, good := range map[string]bool{
		ISO: true, HTTP: true, "2006-01-02": true, "Mon Jan _2 15:04:05 2006": true, "20060102150405": true,
		"15:04": false, "2006-01-02 MST": false, "Jan 2": false, "": false, "epoch": false, "2006-02": false,
	} {
		if why := Fault(layout); (why == "") != good {
			t.Errorf("%q: %q", layout, why)
		}
	}
}

// FuzzParse reads any text in every layout; what comes out is a time of this
// world, at most a day before what the text says.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"2026-07-31T18:41:55.5+02:00", "1785492000", "Thu, 02 Apr 2026 00:05:00 GMT", "Sat Sep 13 22:39:44 CEST 2014", "Wed Nov 25 2020 10:11:12 GMT+0000 (x)", "", "-1", "1e30"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, layout := range append([]string{"01/02/2006 15:04:05"}, Names...) {
			m, ok := Parse(text, layout, nil)
			if !ok {
				continue
			}
			if year := m.Time.UTC().Year(); year <= 1970 || year >= 9998 || m.Precision == "" {
				t.Fatalf("%q as %s: %+v", text, layout, m)
			}
			if utc, ok := Parse(text, layout, time.UTC); !ok || utc.Time.Before(m.Time) || utc.Zoned != m.Zoned {
				t.Fatalf("%q as %s: %v in no zone, %v in UTC", text, layout, m, utc)
			}
		}
	})
}
