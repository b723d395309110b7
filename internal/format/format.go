// Package format recognises the output of tools by its content and reads from
// it when it was made, what it examined and what it says. A format is data: a
// YAML file, embedded for the tools that Candor knows, or the site's own below
// evidence/formats/.
//
// It never guesses: a file that no format recognises stays unknown, a time
// without a zone is marked so, and a verdict is read only where the tool gives
// one. It reads no files but its own embedded ones and knows no clock.
//
// # A format file
//
//	id: trivy                          # lower-case words joined by hyphens
//	title: Trivy reports
//	doc: how to make one, and what to know about it
//	tool: {name: trivy, version: /Trivy/Version}
//	read:                              # what all variants share
//	  target: /ArtifactName
//	variants:                          # the shapes that the output takes
//	  - name: report
//	    priority: 60                   # higher is tried first: specific before general
//	    root: /data                    # optional: read this part as if it were the file
//	    detect:                        # all must hold; look at content, never at names
//	      - {shape: json}
//	      - {at: /SchemaVersion, equals: 2}
//	    contains: /report              # optional: a document of another format
//	    read: {...}                    # what differs from the shared part
//
// Pointers are JSON Pointers with * (each), ** (everything below), patterns
// (run-*) and filters ([key=value]); a key applied to a list applies to each of
// its items, which makes them serve XML too. See the type pointer.
//
// # Values
//
// A value is a pointer (the first match counts), a CEL expression over doc, a
// number, true or false, or one operation:
//
//	{count: /Results/*, where: [{at: /Class, equals: os-pkgs}]}
//	{sum: /testsuite/@tests}           # also min, max, set, common, list, first, last
//	{total: [/passed, {count: /failures/*}]}   # the sum of values
//	{oldest: /DBInstances/*/LatestRestorableTime}
//	{every: /DBInstances/*, where: [{at: /StorageEncrypted, equals: true}]}
//	{first: /uptime, as: number}       # "99.98%" is 99.98
//	{min: /*/rotationPeriod, as: days} # "7776000s", "2160h0m0s", "P90D" are 90; also hours, seconds
//	{first: /ArtifactName, match: ':([^:/@]+)$'}
//	{set: /Rules/*/SSEAlgorithm, words: {AES256: AES-256}}
//	{set: /**, where: [{at: /finding, matches: '^offered'}], get: /id}
//	{cel: 'size(doc.items) * 2'}
//	{const: infinite, when: [{at: /logGroups/0}]}
//
// or a list of these, of which the first that yields something counts. Where
// is tested on each item, with pointers relative to it; when on the document.
//
// The name of a tool stands for itself, unless it is a pointer or an operation;
// of a list the first counts: {name: [/driver/name, sarif]}. A variant may name
// its own: read: {tool: {name: ..., version: ...}}, or the version alone.
//
// # Wrappers
//
// A variant that says where it contains other documents is a wrapper:
//
//	contains: /report                  # or a pointer with *, or a list of these
//	contains: {at: /payload, decode: base64} # a document in text: text or base64
//
// What stands there is read by whichever other format recognises it; contains
// "" is the file itself, seen without the wrapper. What the wrapper reads counts
// before what it holds, parameter by parameter, and its conditions may name the
// parameters inside. But
//   - the verdict is the worse of the two, a truncation of either counts;
//   - of two times of collection the older counts, for wrapping a report does
//     not make it younger; where they may be the same instant, because one is a
//     day or has no zone, the more exact one; more than an hour apart is a
//     problem (time-differs);
//   - the tool is the one that the file names, then the one inside, and the
//     constant of the format last.
//
// Of several documents the worst verdict, the sum of the coverage and the oldest
// times count, and of all else what they do not contradict each other in.
// Documents inside that no format recognises are a problem (contained-unknown).
//
// # Conditions
//
//	{shape: [json, yaml]}              # json jsonl csv xml yaml text tar
//	{at: /issues, is: list}            # map list text number bool scalar
//	{at: /SchemaVersion, equals: 2}    # or a list: any of them
//	{at: /generator, matches: '^Upptime'}
//	{at: /ruleId, in: {list: /rules/*, where: [{at: /level, equals: error}], get: /id}} # over the whole document
//	{at: /data, exists: false}
//	{only: [DBInstances, Marker]}      # no other keys
//	{columns: [Host, Risk]}            # a table has these, be there rows or not
//	{param: high, above: 0}            # a parameter, or examined, skipped, errors
//	{at: /paging/total, above: {count: /issues/*}}
//	{any: [...]}, {not: [...]}
//
// # What is read
//
//	collected, from, knowledge         # times, a list: the first acceptable counts
//	  - /CreatedAt                     # ISO 8601
//	  - {at: /startTime, layout: epoch-s}
//	  - {at: /end, layout: "Mon Jan _2 15:04:05 2006", pick: oldest}
//	  - {at: /end, match: "^(.*) [A-Z]+ (.*)$", layout: ...}   # groups, joined by a space
//	target, version                    # what was examined, and its version
//	scope: {account: ...}              # axes that the file itself states
//	coverage: {examined: ..., skipped: ..., errors: ..., truncated: ...}
//	params: {critical: ...}            # normalised parameters
//	verdict:                           # the first rule that applies; without one: none
//	  - {when: [{param: high, above: 0}], is: fail}
//	  - {at: /status, words: {OK: pass, ERROR: fail}}
//	  - {is: pass}
//	events: {type: release, each: /*, key: /tag_name, at: [/published_at]}
//	problems:
//	  - {when: [...], code: end-of-life, message: the system gets no more fixes}
//
// Layouts of times are iso (the default), epoch-s, epoch-ms, epoch-ns, http
// (Thu, 02 Apr 2026 00:05:00 GMT), unix (Sat Sep 13 22:39:44 CEST 2014, as date
// and ctime write it), javascript (Wed Nov 25 2020 10:11:12 GMT+0100 (...)), or
// a layout as Go writes it. "zone: UTC" is for tools that always write UTC
// without saying so. Letters of zones other than UTC and GMT name none: http and
// unix read such a time as one without a zone, all others refuse it. Refused are
// also times that stand for "unknown" (the years 1, 1970, 9999). Times of what was
// examined (creation, expiry, commit, advisory) are never times of collection.
//
// A pass over nothing becomes inconclusive by itself.
package format

import (
	"time"

	"github.com/candor-site/candor/internal/trust"
)

// Reading is what a format says about one file.
type Reading struct {
	Format    string // id, "" when no format recognises the file
	Contains  string // ids of the formats inside a wrapper, joined by ", "
	Tool      trust.Tool
	Collected time.Time // zero when the file carries no acceptable time
	Pointer   string    // where Collected was read, such as /CreatedAt
	Zoned     bool      // Collected had an offset or is an epoch
	Precision string    // second, minute, day
	From      time.Time // start of the observation, zero if unknown
	Knowledge time.Time // age of the tool's own database
	Verdict   trust.Verdict
	Coverage  trust.Coverage
	Target    string
	Version   string // version of the target
	Scope     map[string]string
	Params    map[string]any // normalised parameters, plain tree
	Events    []trust.Event  // when the file is a feed of events; newest first
	Problems  []trust.Problem
	Tried     []Attempt // in order, when the registry is Explained
	Nearest   []Attempt // what came closest of these, when Format is ""
}
