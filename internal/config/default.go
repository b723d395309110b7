package config

import (
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Default returns the config of an empty site file: what holds where the file
// says nothing. Its title and base URL are empty.
func Default() *site.Config {
	return &site.Config{
		BasePath: "/",
		Language: "en",
		Location: time.UTC,
		Ladder:   []string{"public", "nda", "internal"},
		Freshness: site.Freshness{
			Snapshot:  period.Period{Days: 7},
			Review:    period.Period{Years: 1},
			Grace:     period.Grace{Percent: 25},
			MaxAge:    2,
			Future:    5 * time.Minute,
			Conflict:  time.Hour,
			Exception: period.Period{Years: 1},
			ByName:    true,
			ByGit:     true,
		},
		Audiences:  defaultAudiences([]string{"public", "nda", "internal"}),
		Scope:      map[string][]string{},
		Events:     map[string]site.EventFeed{},
		ScopeSpans: map[string]source.Span{},
		ScopeMap:   map[string]map[string]map[string][]string{},
		Lints:      site.Lints{Severity: map[diag.Code]diag.Severity{}, Off: map[diag.Code]bool{}},
		Policy: site.Policy{
			Default: map[string]site.Action{
				string(trust.ReasonContradicted): site.ActError,
				string(trust.Expired):            site.ActError,
				string(trust.Missing):            site.ActError,
				string(trust.Stale):              site.ActWarning,
				// What a slip leads to is not silent: a key that the evidence lacks, a
				// file without an envelope, a clock that is wrong.
				string(trust.ReasonError): site.ActWarning,
				string(trust.Undated):     site.ActWarning,
				string(trust.Future):      site.ActWarning,
				string(trust.Conflict):    site.ActWarning,
			},
			ByKind: map[string]map[string]site.Action{},
		},
		Kinds:        site.Kinds(),
		Vocabulary:   parameter.Default(),
		LastModified: site.ModifiedGit,
		StaleAnswers: site.HoldStale,
	}
}
