package calendar

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"github.com/candor-site/candor/internal/agenda"
	"github.com/candor-site/candor/internal/disclose"
)

// keys says each key as itself.
type keys struct{}

func (keys) Label(vocabulary, id string) string { return vocabulary + "." + id }

func (keys) Text(key string, pairs ...any) string {
	if len(pairs) > 0 {
		return key + fmt.Sprint(pairs...)
	}
	return key
}

var asOf = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func day(n int) time.Time { return time.Date(2026, 11, 20+n, 0, 0, 0, 0, time.UTC) }

// made is a calendar of entries.
func made(t *testing.T, entries ...agenda.Entry) string {
	t.Helper()
	v := &disclose.View{Audience: "public", AsOf: asOf, Site: disclose.Site{Title: "Trust, and; more\\", BaseURL: "https://trust.example/portal/"}}
	files := Files(v, entries, keys{})
	if len(files) != 1 || files[0].Path != "calendar.ics" {
		t.Fatalf("made %v", files)
	}
	return string(files[0].Data)
}

// awkward are titles that a calendar can be broken with.
var awkward = []string{
	"plain", "a, b; c \\ d: e", "line\nfeed", "return\r\nBEGIN:VEVENT\r\nUID:x", "quote \" and 'single'", "\x00\x07\u202eturned", "invalid \xff\xfe bytes",
	strings.Repeat("ä", 200), strings.Repeat("long words of a title ", 20), strings.Repeat("🔐", 60), strings.Repeat("x", 300), "<b>tags</b> " + strings.Repeat("<>", 100), "",
}

// TestRules holds a calendar to the rules of RFC 5545, without the library that
// wrote it.
func TestRules(t *testing.T) {
	var entries []agenda.Entry
	for i, title := range awkward {
		entries = append(entries, agenda.Entry{Kind: agenda.Kinds[i%len(agenda.Kinds)], ID: fmt.Sprint(i), Title: title, Route: "/evidence/a b/", Day: day(i), At: day(i + 1)})
	}
	text := made(t, entries...)
	if !utf8.ValidString(text) || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\r") || !strings.HasSuffix(text, "\r\n") {
		t.Error("the lines do not end with CRLF, or the text is not UTF-8 (section 3.1)")
	}
	for _, line := range strings.Split(text, "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line of %d octets (section 3.1): %s", len(line), line)
		}
		if strings.ContainsFunc(line, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) {
			t.Errorf("a control character (section 3.1): %q", line)
		}
		if !utf8.ValidString(line) {
			t.Errorf("a character is split between lines: %q", line)
		}
	}
	unfolded := strings.Split(strings.TrimSuffix(strings.ReplaceAll(text, "\r\n ", ""), "\r\n"), "\r\n")
	if unfolded[0] != "BEGIN:VCALENDAR" || unfolded[len(unfolded)-1] != "END:VCALENDAR" {
		t.Error("it is no calendar")
	}
	uids, depth := map[string]bool{}, 0
	for _, line := range unfolded {
		name, value, ok := strings.Cut(line, ":")
		if !ok || name == "" || strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-;=") != "" {
			t.Errorf("no content line (section 3.1): %q", line)
		}
		switch name {
		case "BEGIN":
			depth++
		case "END":
			depth--
		case "UID":
			if uids[value] || !strings.HasSuffix(value, "@trust.example") {
				t.Errorf("UID %s (section 3.8.4.7)", value)
			}
			uids[value] = true
		case "DTSTAMP":
			if value != "20261120T120000Z" {
				t.Errorf("DTSTAMP %s", value)
			}
		case "SUMMARY", "DESCRIPTION", "NAME", "X-WR-CALNAME", "CATEGORIES":
			if bare := strings.NewReplacer(`\\`, "", `\,`, "", `\;`, "", `\n`, "").Replace(value); strings.ContainsAny(bare, `\,;`) {
				t.Errorf("an escape is missing (section 3.3.11): %s", line)
			}
		}
	}
	if depth != 0 || len(uids) != len(awkward) || strings.Count(text, "\r\nBEGIN:VEVENT\r\n") != len(awkward) {
		t.Errorf("%d events of %d, depth %d", len(uids), len(awkward), depth)
	}
	for _, line := range []string{
		"VERSION:2.0", "PRODID:-//Candor//Candor//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "REFRESH-INTERVAL;VALUE=DURATION:P1D",
		"URL:https://trust.example/portal/evidence/calendar/", "URL:https://trust.example/portal/evidence/a%20b/", "DTSTART;VALUE=DATE:20261120", "DTEND;VALUE=DATE:20261121",
		`SUMMARY:agenda.evidence-end: a\, b\; c \\ d: e`, "TRANSP:TRANSPARENT",
	} {
		found := false
		for _, has := range unfolded {
			found = found || has == line
		}
		if !found {
			t.Errorf("no line %s", line)
		}
	}
}

// TestParsedBack reads a calendar with the library.
func TestParsedBack(t *testing.T) {
	text := made(t,
		agenda.Entry{Kind: agenda.PageReview, ID: "/a/", Title: "A page, reviewed", Route: "/a/", Day: day(3), At: day(4)},
		agenda.Entry{Kind: agenda.EvidenceDue, ID: "b", Title: "Late", Route: "/evidence/b/", Day: day(-3), At: day(-3), Past: true, Routine: true},
		agenda.Entry{Kind: agenda.EvidenceDue, ID: "c", Title: "Daily", Route: "/evidence/c/", Day: day(1), At: day(1), Routine: true},
	)
	cal, err := ics.ParseCalendar(bytes.NewReader([]byte(text)))
	if err != nil {
		t.Fatal(err)
	}
	events := cal.Events()
	if len(events) != 2 {
		t.Fatalf("%d events; what a program does each day is not told before it is late", len(events))
	}
	if got := events[0].GetProperty(ics.ComponentPropertySummary).Value; got != "agenda.page-review: A page, reviewed" {
		t.Errorf("the first is %q", got)
	}
	if at, err := events[0].GetAllDayStartAt(); err != nil || at.Format(time.DateOnly) != "2026-11-23" {
		t.Errorf("it begins on %s, %v", at, err)
	}
	if got := events[1].GetProperty(ics.ComponentPropertyDescription).Value; !strings.Contains(got, "calendar.late") {
		t.Errorf("the second is not said to be late: %q", got)
	}
}

// TestNamesStay: a date that moves moves the event, and makes no other.
func TestNamesStay(t *testing.T) {
	e := agenda.Entry{Kind: agenda.EvidenceEnd, ID: "a", Title: "A", Route: "/", Day: day(3), At: day(3)}
	name := func(e agenda.Entry) string { return uid("https://trust.example/", e) }
	moved, other, kind := e, e, e
	moved.Day, moved.Title = day(9), "Renamed"
	other.ID, kind.Kind = "b", agenda.Certificate
	if name(moved) != name(e) || name(other) == name(e) || name(kind) == name(e) || uid("https://other.example/", e) == name(e) {
		t.Error("names of events follow something else than portal, kind and id")
	}
}

// TestNothingToSay: a calendar without an event is not made.
func TestNothingToSay(t *testing.T) {
	if files := Files(&disclose.View{AsOf: asOf}, nil, keys{}); files != nil {
		t.Errorf("made %v", files)
	}
}
