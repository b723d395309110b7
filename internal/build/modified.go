package build

import (
	"errors"
	"time"

	"github.com/candor-site/candor/internal/content"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/history"
	"github.com/candor-site/candor/internal/site"
)

// loadHistory reads when pages were last changed, where the site wants to know
// it from git. What cannot be read is a note: the portal is right without.
func (p *Project) loadHistory() (*history.History, diag.List) {
	if p.Config.LastModified != site.ModifiedGit {
		return nil, nil
	}
	note := func(code diag.Code, message, hint string) diag.List {
		return diag.List{{Severity: diag.Note, Code: code, Span: p.Config.File.Whole(), Message: message, Hint: hint}}
	}
	const whole = "fetch the full history (git fetch --unshallow; in a CI system, depth 0), or set last_modified to front-matter"
	past, err := history.Read(p.opt.History, content.Dir)
	switch {
	case errors.Is(err, history.ErrNone):
		return nil, nil
	case errors.Is(err, history.ErrShallow):
		return nil, note(diag.HistoryShallow, "the git history is cut off (a shallow clone), so pages show no date of their last change", whole)
	case err != nil:
		return nil, note(diag.HistoryUnreadable, "the git history cannot be read, so pages show no date of their last change: "+err.Error(), "mend the repository, or set last_modified to front-matter")
	case past.Partial:
		return past, note(diag.HistoryShallow, "the git history is longer than what is read, so pages that did not change in that time show no date of their last change", "write modified in their front matter")
	}
	return past, nil
}

// date says when each page was last changed: its front matter decides, then the
// history. A change after the instant of the build tells nothing about it.
func (p *Project) date(pages []*site.Page, past *history.History) {
	for _, page := range pages {
		switch {
		case p.Config.LastModified == site.ModifiedOff:
			page.Modified = time.Time{}
		case page.Modified.IsZero():
			if at := past.Changed(page.File.Path, page.File.Data); !at.After(p.opt.AsOf) {
				page.Modified = at
			}
		}
	}
}
