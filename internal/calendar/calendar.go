// Package calendar writes what comes when in a portal as a calendar that people
// subscribe to (iCalendar, RFC 5545, with the properties of RFC 7986).
//
// What a program does by itself at least once a month is left out until it is
// late: its dates move with every run. Events last a day and take no time. Their
// names stay the same from build to build, so that a date that moves moves the
// event. Equal input gives equal bytes.
package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
	"unicode"

	ics "github.com/arran4/golang-ical"

	"github.com/candor-site/candor/internal/agenda"
	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
)

// refresh is how often a program shall ask for the calendar again (RFC 7986,
// section 5.7).
const refresh = "P1D"

// Words are the words of a language: labels by vocabulary and id, texts by key.
type Words interface {
	Label(vocabulary, id string) string
	Text(key string, pairs ...any) string
}

// Listed returns the entries that the calendar holds.
func Listed(entries []agenda.Entry) []agenda.Entry {
	var out []agenda.Entry
	for _, e := range entries {
		if !e.Routine || e.Past {
			out = append(out, e)
		}
	}
	return out
}

// Files makes the calendar of a view out of its agenda. A calendar without an
// event is none (RFC 5545, section 3.6), and is not made.
func Files(v *disclose.View, entries []agenda.Entry, words Words) []artifact.File {
	listed := Listed(entries)
	if len(listed) == 0 {
		return nil
	}
	title := text(words.Text("calendar.name", "Title", title(v.Site)))
	cal := ics.NewCalendarFor("candor")
	cal.SetProductId("-//Candor//Candor//EN")
	cal.SetCalscale("GREGORIAN")
	cal.SetMethod(ics.MethodPublish)
	cal.SetName(title)
	cal.SetXWRCalName(title)
	cal.SetDescription(text(words.Text("calendar.lead")))
	cal.SetUrl(route.Below(v.Site.BaseURL, route.Calendar))
	cal.SetRefreshInterval(refresh)
	cal.SetXPublishedTTL(refresh)
	cal.SetLastModified(v.AsOf)
	for _, e := range listed {
		event(cal, v, e, words)
	}
	return []artifact.File{artifact.New(route.FilePath(route.Subscription), []byte(cal.Serialize(ics.WithNewLineWindows)))}
}

// title names a portal.
func title(s disclose.Site) string {
	if s.Title != "" {
		return s.Title
	}
	return s.Organization
}

// event adds one entry.
func event(cal *ics.Calendar, v *disclose.View, e agenda.Entry, words Words) {
	address := route.Below(v.Site.BaseURL, e.Route)
	kind := string(e.Kind)
	out := cal.AddEvent(uid(v.Site.BaseURL, e))
	out.SetDtStampTime(v.AsOf)
	out.SetAllDayStartAt(e.Day)
	out.SetAllDayEndAt(e.Day.AddDate(0, 0, 1))
	out.SetSummary(text(words.Label("agenda", kind) + ": " + e.Title))
	about := []string{words.Label("agenda-doc", kind)}
	if e.Past {
		about = append(about, words.Text("calendar.late"))
	}
	out.SetDescription(text(strings.Join(append(about, address), " ")))
	out.SetURL(address)
	out.AddCategory(text(words.Label("agenda", kind)))
	out.SetTimeTransparency(ics.TransparencyTransparent)
	if v.Audience != "public" {
		out.SetClass(ics.ClassificationConfidential)
	}
}

// uid names an entry for good: by the portal, its kind and its id (RFC 5545,
// section 3.8.4.7).
func uid(base string, e agenda.Entry) string {
	sum := sha256.Sum256([]byte(base + "\n" + string(e.Kind) + "\n" + e.ID))
	host := "candor.invalid"
	if u, err := url.Parse(base); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	return hex.EncodeToString(sum[:16]) + "@" + host
}

// text makes one line of a text that nobody vouches for: no control characters,
// which a TEXT may not hold, and nothing that is not UTF-8.
func text(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if unicode.In(r, unicode.Cc, unicode.Cf) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Join(strings.Fields(s), " ")
}
