package route

import (
	"net/url"
	"strings"

	"github.com/candor-site/candor/internal/source"
)

// The routes that every portal has by itself.
const (
	Home           = "/"
	Controls       = "/controls/"
	Evidence       = "/evidence/"
	Calendar       = "/evidence/calendar/" // what comes when
	Subscription   = "/calendar.ics"       // the same, to subscribe to
	Freshness      = "/freshness/"
	Frameworks     = "/frameworks/"
	Kinds          = "/kinds/"
	Exceptions     = "/exceptions/"
	Subprocessors  = "/subprocessors/"
	Scopes         = "/scopes/"
	Responsibility = "/responsibility/"
	Scans          = "/scans/"
	Recovery       = "/recovery/"
	Documents      = "/documents/"
	Updates        = "/updates/"
	Changes        = "/changes/"
	Cited          = "/c/" // the folder of the versions of claims
	Answers        = "/answers/"
	Questionnaires = "/questionnaires/"
	Fill           = "/questionnaires/fill/" // where a questionnaire is filled in the browser
	Search         = "/search/"
	NotFound       = "/404.html"
	API            = "/api/v1/" // the folder of the JSON documents
)

// Segment makes one segment of a route out of an id. Ids are plain words, and
// stay as they are; anything else is reduced to such and told apart by a digest.
func Segment(id string) string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
			return r
		}
		return '-'
	}, id)
	if plain == id && source.NameFault(id) == "" {
		return id
	}
	return strings.Trim(plain, ".-") + "-" + string(source.DigestOf([]byte(id)))[:8]
}

// OfControl returns the route of a control's page.
func OfControl(id string) string { return Controls + Segment(id) + "/" }

// OfVersion returns the route of one version of what a control claims, which
// stays when the claim changes. The digest is hexadecimal.
func OfVersion(control, digest string) string { return Cited + Segment(control) + "@" + digest + "/" }

// OfEvidence returns the route of the page of a piece of evidence, by its key.
// Evidence that is called calendar makes room for the calendar.
func OfEvidence(key string) string {
	if address := Evidence + Segment(key) + "/"; address != Calendar {
		return address
	}
	return Evidence + Segment(key+".") + "/"
}

// OfFramework returns the route of a framework's page.
func OfFramework(id string) string { return Frameworks + Segment(id) + "/" }

// OfRequirement returns the route of a requirement of a framework.
func OfRequirement(framework, id string) string {
	return OfFramework(framework) + "#" + RequirementPlace(id)
}

// RequirementPlace returns the fragment of a requirement on the page of its
// framework.
func RequirementPlace(id string) string { return "requirement." + Segment(id) }

// OfTopic returns the route of the page of the answers about a topic; those that
// name none stand together.
func OfTopic(topic string) string {
	if topic == "" {
		topic = "other"
	}
	return Answers + Segment(topic) + "/"
}

// OfAnswer returns the route of an answer on the page of its topic.
func OfAnswer(topic, id string) string { return OfTopic(topic) + "#" + AnswerPlace(id) }

// OfQuestionnaire returns the route of the page of a standard questionnaire.
func OfQuestionnaire(id string) string { return Questionnaires + Segment(id) + "/" }

// AnswerPlace returns the fragment of an answer, on the page of its topic as on
// those of its controls.
func AnswerPlace(id string) string { return "answer." + Segment(id) }

// OfKind returns the route of the page of a kind of control.
func OfKind(id string) string { return Kinds + Segment(id) + "/" }

// OfScope returns the route of the page of one value of an axis of scope.
func OfScope(axis, value string) string {
	return Scopes + Segment(axis) + "/" + Segment(value) + "/"
}

// OfTag returns the route of the page of the updates with a tag.
func OfTag(tag string) string { return Updates + "tags/" + Segment(tag) + "/" }

// OfChange returns the route of the page on what changed from one snapshot to
// another, by their names.
func OfChange(from, to string) string { return Changes + Segment(from) + "/" + Segment(to) + "/" }

// Below returns the URL of a route below a base, which is a URL or a path and
// ends with a slash. Other URLs come back as they are.
func Below(base, route string) string {
	if !strings.HasPrefix(route, "/") || strings.HasPrefix(route, "//") {
		return route
	}
	end := 1 // of the path
	for end < len(route) && plain[route[end]] {
		end++
	}
	if end == len(route) || route[end] == '?' || route[end] == '#' {
		if base == "/" {
			return route
		}
		return base + route[1:]
	}
	path := PathOf(route)
	u := url.URL{Path: path[1:]}
	return base + u.EscapedPath() + route[len(path):]
}

// plain are the characters of a path that are written in a URL as they are.
var plain = func() (set [256]bool) {
	for c := range set {
		set[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '-' && c <= '9' || c == '_' || c == '~' || c == '@'
	}
	return set
}()

// PathOf cuts query and fragment off a route.
func PathOf(route string) string {
	if i := strings.IndexAny(route, "?#"); i >= 0 {
		return route[:i]
	}
	return route
}
