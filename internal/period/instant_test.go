package period

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestParseInstant(t *testing.T) {
	tests := []struct{ text, want string }{
		{"2026-07-31T18:41:55Z", "2026-07-31T18:41:55Z"},
		{"2026-07-31t18:41:55z", "2026-07-31T18:41:55Z"},
		{"2026-07-31T18:41:55+02:00", "2026-07-31T16:41:55Z"},
		{"2026-07-31T18:41:55-00:00", "2026-07-31T18:41:55Z"},
		{"2026-07-31T18:41:55.5+05:30", "2026-07-31T13:11:55.5Z"},
		{"2026-07-31T18:41:55.123456789Z", "2026-07-31T18:41:55.123456789Z"},
		{"2026-07-31T18:41:55.1234567899Z", "2026-07-31T18:41:55.123456789Z"},
		{"2026-01-01T00:00:00+14:00", "2025-12-31T10:00:00Z"},
		{"2025-12-31T12:00:00-12:00", "2026-01-01T00:00:00Z"},
		{"2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"},
		{"2017-01-01T00:59:60+01:00", "2016-12-31T23:59:59Z"},
		{"2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"},
		{"1970-01-01T00:00:01Z", "1970-01-01T00:00:01Z"},
	}
	for _, tt := range tests {
		got, err := ParseInstant(tt.text)
		if err != nil || !got.Equal(instant(t, tt.want)) {
			t.Errorf("%s: %s, %v; want %s", tt.text, got.Format(time.RFC3339Nano), err, tt.want)
		}
	}
	kept, err := ParseInstant("2026-07-31T18:41:55+02:00")
	if err != nil || kept.Format(time.RFC3339) != "2026-07-31T18:41:55+02:00" {
		t.Errorf("the offset is not kept: %s, %v", kept, err)
	}
}

func TestParseInstantRefuses(t *testing.T) {
	tests := []struct {
		text        string
		placeholder bool
	}{
		{"", false},
		{"2026-07-31", false},
		{"2026-07-31T18:41:55", false},
		{"2026-07-31 18:41:55Z", false},
		{"2026-07-31T18:41Z", false},
		{"2026-07-31T18:41:55CEST", false},
		{"2026-07-31T18:41:55 CEST", false},
		{"2026-07-31T18:41:55EST", false},
		{"2026-07-31T18:41:55+0200", false},
		{"2026-07-31T18:41:55+02", false},
		{"2026-07-31T18:41:55+02:60", false},
		{"2026-07-31T18:41:55+14:01", false},
		{"2026-07-31T18:41:55-23:59", false},
		{"2026-07-31T18:41:55,5Z", false},
		{"2026-07-31T18:41:55.Z", false},
		{"2026-07-31T24:00:00Z", false},
		{"2026-07-31T18:60:00Z", false},
		{"2026-07-31T18:41:61Z", false},
		{"2026-02-29T00:00:00Z", false},
		{"2026-13-01T00:00:00Z", false},
		{"Fri Jul 31 18:41:55 CEST 2026", false},
		{"1785523315", false},
		{" 2026-07-31T18:41:55Z", false},
		{"2026-07-31T18:41:55Z\n", false},
		{"2026-07-31T18:41:55." + strings.Repeat("1", 100) + "Z", false},
		{"0001-01-01T00:00:00Z", true},
		{"0001-06-01T00:00:00Z", true},
		{"0000-01-01T00:00:00Z", true},
		{"0002-01-01T00:00:00+01:00", true},
		{"1970-01-01T00:00:00Z", true},
		{"1970-01-01T01:00:00+01:00", true},
		{"9999-12-31T23:59:59Z", true},
		{"9999-01-01T00:00:00+14:00", true},
		{"9998-12-31T23:59:59-01:00", true},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			got, err := ParseInstant(tt.text)
			if err == nil {
				t.Fatalf("read as %s", got)
			}
			if errors.Is(err, ErrPlaceholder) != tt.placeholder {
				t.Errorf("error %q; placeholder: %v", err, tt.placeholder)
			}
		})
	}
}

func TestParseDate(t *testing.T) {
	tests := []struct{ text, zone, want string }{
		{"2022-08-05", utc, "2022-08-05T00:00:00Z"},
		{"2026-07-31", berlin, "2026-07-31T00:00:00+02:00"},
		{"2026-01-31", newYork, "2026-01-31T00:00:00-05:00"},
		{"2026-01-01", kiribati, "2025-12-31T10:00:00Z"},
		{"2024-02-29", baker, "2024-02-29T12:00:00Z"},
		{"2018-11-04", saoPaulo, "2018-11-04T01:00:00-02:00"},         // no midnight: the day starts at one
		{"2026-11-01", "America/Havana", "2026-11-01T00:00:00-04:00"}, // midnight twice: the first
	}
	for _, tt := range tests {
		got, err := ParseDate(tt.text, zone(t, tt.zone))
		if err != nil || !got.Equal(instant(t, tt.want)) {
			t.Errorf("%s in %s: %s, %v; want %s", tt.text, tt.zone, got, err, tt.want)
		}
	}
	if got, err := ParseDate("2022-08-05", nil); err != nil || got.Location() != time.UTC {
		t.Errorf("without a zone: %s, %v", got, err)
	}
	for _, text := range []string{"", "2022-8-5", "05.08.2022", "2022-02-30", "2026-02-29", "2022-08-05T00:00:00Z", " 2022-08-05", "20220805"} {
		if got, err := ParseDate(text, time.UTC); err == nil || errors.Is(err, ErrPlaceholder) {
			t.Errorf("%q: %s, %v", text, got, err)
		}
	}
	for _, text := range []string{"0000-01-01", "0001-01-01", "1970-01-01", "9999-12-31"} {
		if got, err := ParseDate(text, time.UTC); !errors.Is(err, ErrPlaceholder) {
			t.Errorf("%q: %s, %v; want a placeholder", text, got, err)
		}
	}
}
