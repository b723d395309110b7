package period

import (
	"fmt"
	"strings"
	"time"
)

// Basis says what a schedule turns on.
type Basis int

// The bases of a schedule.
const (
	Every       Basis = iota // once a period
	PerEvent                 // one for each event, belonging to it: per-release
	OnEvent                  // after each event: on-kubernetes-upgrade
	BeforeEvent              // before each event, after the one before: {before: release}
	ForEach                  // a record for each event, by name: {for_each: hire}
	Continuous               // at all times; Period is the longest gap that does not disprove it
	Unscheduled              // as needed, unstated: no period follows
)

// Schedule says when evidence is due.
type Schedule struct {
	Basis  Basis
	Period Period // with Every and Continuous; zero with Continuous: the site's default
	Event  string // with the event bases: release, kubernetes-upgrade; with Unscheduled the word that was written
	Grace  *Grace // nil: the site's default

	// Within narrows the event bases: how long after its event evidence may
	// come, or, with BeforeEvent, how long before it. Zero: the feed's lag, or no
	// such bound.
	Within Period
	// ByVersion asks for evidence of the very version that the event names.
	ByVersion bool
	Since     time.Time // with ForEach: events before ask for nothing; zero: all do
	Window    Period    // with ForEach: how long a late record is held against the claim; zero: the site's review
}

// rhythms are the words for periods. Written out, a week is P1W, which is said
// as "weekly"; P7D is said as "every 7 days".
var rhythms = map[string]Period{
	"hourly":    {Clock: time.Hour},
	"daily":     {Days: 1},
	"weekly":    {Weeks: 1},
	"monthly":   {Months: 1},
	"quarterly": {Months: 3},
	"yearly":    {Years: 1},
}

// unscheduled are the words that set no period, and how they are said.
var unscheduled = map[string]string{
	"as-needed":            "as needed",
	"periodic-unspecified": "regularly",
	"role-based":           "according to role",
	"unstated":             "not stated",
}

// slips are words that are near a schedule, and what to write for them. Some
// have two meanings.
var slips = map[string]string{
	"biweekly":    "P2W for every 2 weeks",
	"bimonthly":   "P2M for every 2 months",
	"biannually":  "P6M or P2Y, whichever is meant",
	"biannual":    "P6M or P2Y, whichever is meant",
	"biyearly":    "P6M or P2Y, whichever is meant",
	"fortnightly": "P2W",
	"annually":    "yearly",
	"annual":      "yearly",
	"nightly":     "daily",
	"regularly":   "periodic-unspecified",
	"on-demand":   "as-needed",
}

// calendarUnits are no events, and what to write in their place.
var calendarUnits = map[string]string{
	"hour": "hourly", "day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "yearly",
}

const continuous = "continuous"

// eventBases are the words before the name of an event.
var eventBases = []struct {
	prefix string
	basis  Basis
	said   string
}{
	{"per-", PerEvent, "for each "},
	{"on-", OnEvent, "after each "},
	{"before-", BeforeEvent, "before each "},
	{"for-each-", ForEach, "one for each "},
}

// ParseSchedule reads "daily", "hourly", "weekly", "monthly", "quarterly",
// "yearly", "continuous", an ISO 8601 duration, "per-EVENT", "on-EVENT",
// "before-EVENT", "for-each-EVENT", "as-needed", "periodic-unspecified", "role-based" or
// "unstated". Events are names in small letters, digits and hyphens; a period
// of no time at all is refused.
func ParseSchedule(text string) (Schedule, error) {
	if p, ok := rhythms[text]; ok {
		return Schedule{Basis: Every, Period: p}, nil
	}
	if text == continuous {
		return Schedule{Basis: Continuous}, nil
	}
	if _, ok := unscheduled[text]; ok {
		return Schedule{Basis: Unscheduled, Event: text}, nil
	}
	if strings.HasPrefix(text, "P") {
		p, err := Parse(text)
		if err == nil && p.IsZero() {
			err = fmt.Errorf("%s is no time at all, so nothing would ever be due", quote(text))
		}
		if err != nil {
			return Schedule{}, err
		}
		return Schedule{Basis: Every, Period: p}, nil
	}
	if meant, ok := slips[strings.ReplaceAll(strings.ToLower(text), "bi-", "bi")]; ok {
		return Schedule{}, fmt.Errorf("%s is not a schedule: write %s", quote(text), meant)
	}
	for _, b := range eventBases {
		event, ok := strings.CutPrefix(text, b.prefix)
		if !ok || !isName(event) {
			continue
		}
		if word, ok := calendarUnits[event]; ok {
			return Schedule{}, fmt.Errorf("%s names no event: write %s", quote(text), word)
		}
		return Schedule{Basis: b.basis, Event: event}, nil
	}
	return Schedule{}, fmt.Errorf("%s is not a schedule such as daily, P7D, per-release, on-kubernetes-upgrade or as-needed", quote(text))
}

// String formats the schedule as it is written, periods as ISO 8601 durations:
// "P1D", "per-release", "continuous". ParseSchedule reads it back, save for
// the grace, the gap of a continuous schedule, and what narrows an event.
func (s Schedule) String() string {
	switch s.Basis {
	case Every:
		return s.Period.String()
	case Continuous:
		return continuous
	case Unscheduled:
		return s.word()
	}
	for _, b := range eventBases {
		if b.basis == s.Basis {
			return b.prefix + s.Event
		}
	}
	return ""
}

// Human formats the schedule for people: "daily", "every 7 days", "for each
// release", "after each Kubernetes upgrade, within 3 days", "before each
// release", "one for each hire, within 30 days", "continuously", "as needed",
// "regularly", "not stated".
func (s Schedule) Human() string {
	switch s.Basis {
	case Every:
		return s.Period.Every()
	case Continuous:
		return "continuously"
	case Unscheduled:
		return unscheduled[s.word()]
	}
	for _, b := range eventBases {
		if b.basis != s.Basis {
			continue
		}
		said := b.said + EventName(s.Event)
		if !s.Within.IsZero() {
			said += ", within " + s.Within.Human()
		}
		return said
	}
	return ""
}

// word returns the word of an unscheduled schedule.
func (s Schedule) word() string {
	if _, ok := unscheduled[s.Event]; ok {
		return s.Event
	}
	return "unstated"
}

// properNames are parts of event names that are not written in small letters.
var properNames = map[string]string{
	"aks": "AKS", "api": "API", "aws": "AWS", "ci": "CI", "cve": "CVE", "eks": "EKS", "gke": "GKE", "iam": "IAM",
	"kubernetes": "Kubernetes", "linux": "Linux", "os": "OS", "postgres": "Postgres", "terraform": "Terraform", "tls": "TLS",
}

// EventName formats the name of an event for people: kubernetes-upgrade is
// "Kubernetes upgrade".
func EventName(event string) string {
	words := strings.Split(event, "-")
	for i, w := range words {
		if proper, ok := properNames[w]; ok {
			words[i] = proper
		}
	}
	return strings.Join(words, " ")
}

// isName reports whether text is small letters, digits and single hyphens
// between them.
func isName(text string) bool {
	for part := range strings.SplitSeq(text, "-") {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return true
}
