package preview

import (
	"cmp"
	"context"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/serve"
	"github.com/candor-site/candor/internal/slack"
	"github.com/candor-site/candor/internal/vista"
)

// mostViews is how many views of a site are held at a time: what a reader
// switches between. The one that was not looked at for longest makes room.
const mostViews = 4

// stage holds the views of a site that are looked at, and keeps them up to date.
type stage struct {
	env     *Env
	flags   flags
	session *build.Session

	making sync.Mutex // held while a view is made that was not looked at before; taken before mu
	wake   chan struct{}

	mu       sync.Mutex
	server   *serve.Server // nil before the first build
	basePath string        // of that
	ladder   []string
	shows    []*show   // the one that was looked at last comes first
	since    time.Time // of the last change
	instant  time.Time // of the last build whose instant nobody chose
	beside   int       // how often something changed that pages only refer to
	cancel   context.CancelFunc
}

func newStage(e *Env, f flags) (*stage, error) {
	opt, err := f.options("")
	if err != nil {
		return nil, err
	}
	session, err := build.NewSession(opt)
	if err != nil {
		return nil, err
	}
	return &stage{env: e, flags: f, session: session, basePath: "/", wake: make(chan struct{}, 1), since: e.Now(), cancel: func() {}}, nil
}

// first makes the view that the flags ask for. Its mistakes are shown; an error
// means that there is nothing to serve.
func (s *stage) first(ctx context.Context) error {
	opt, err := s.flags.options("")
	if err != nil {
		return err
	}
	main := &show{stage: s, main: true, wish: vista.Wish{Audience: s.flags.audience, Drafts: opt.Drafts}, stale: true}
	main.over(nil)
	s.hold(main)
	if _, err := main.refresh(ctx); err != nil {
		return err
	}
	s.env.Settle()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.server = serve.New(s.basePath, s.showing)
	return nil
}

// showing is what a view shows. A view that nobody looked at yet is made.
func (s *stage) showing(v serve.View) *serve.Showing {
	w := s.wish(v)
	if found := s.find(w); found != nil {
		return found.now()
	}
	s.making.Lock()
	defer s.making.Unlock()
	if found := s.find(w); found != nil { // another request made it
		return found.now()
	}
	s.mu.Lock()
	s.since = s.env.Now()
	s.mu.Unlock()
	made := &show{stage: s, wish: w, stale: true}
	made.over(nil)
	s.hold(made) // told of changes from here on
	if _, err := made.refresh(context.Background()); err != nil {
		made.fail(err)
	}
	s.poke()
	return made.now()
}

// hold adds a view, and lets go of another where there are too many. The first
// one stays: the terminal speaks of it.
func (s *stage) hold(made *show) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shows = slices.Insert(s.shows, 0, made)
	if len(s.shows) > mostViews {
		at := len(s.shows) - 1
		if s.shows[at].main {
			at--
		}
		s.shows = slices.Delete(s.shows, at, at+1)
	}
}

// find returns a view that is held, which then was looked at last.
func (s *stage) find(w vista.Wish) *show {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := slices.IndexFunc(s.shows, func(sh *show) bool { return sh.wish == w })
	if at < 0 {
		return nil
	}
	found := s.shows[at]
	s.shows = slices.Insert(slices.Delete(s.shows, at, at+1), 0, found)
	return found
}

// wish is what a visitor chose, where that makes sense for the site.
func (s *stage) wish(v serve.View) vista.Wish {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := vista.Wish{Audience: s.flags.audience, AsOf: v.AsOf}
	for _, sh := range s.shows {
		if sh.main {
			w.Drafts = sh.wish.Drafts
		}
	}
	if v.Audience != "" && slices.Contains(s.ladder, v.Audience) && v.Audience != cmp.Or(s.flags.audience, s.ladder[0]) {
		w.Audience = v.Audience
	}
	if v.Drafts != "" {
		w.Drafts = v.Drafts == "yes"
	}
	return w
}

// changed is told of changed files. What is being made of the old ones stops;
// changed pages are shown at once where only their words changed.
func (s *stage) changed(paths []string) {
	s.mu.Lock()
	s.since = s.env.Now()
	if slices.ContainsFunc(paths, besidePages) {
		s.beside++
	}
	if slices.ContainsFunc(paths, func(p string) bool { return !strings.HasPrefix(p, "content/") }) {
		s.instant = time.Time{} // evidence may be newer than the last one
	}
	s.cancel()
	s.mu.Unlock()
	s.session.Changed(paths...)
	shown := false
	for _, sh := range s.held() {
		shown = sh.touch(paths) || shown
	}
	if shown {
		s.tell()
	}
	s.poke()
}

// tell tells open pages that something else is shown.
func (s *stage) tell() {
	s.mu.Lock()
	server := s.server
	s.mu.Unlock()
	if server != nil {
		server.Changed()
	}
}

func (s *stage) poke() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// besidePages reports whether pages refer to a file without holding any of it:
// pictures, and what a theme publishes as it is.
func besidePages(name string) bool {
	ext := path.Ext(name)
	return strings.HasPrefix(name, "content/") && ext != ".md" && ext != ".mdx" || strings.Contains("/"+name, "/static/")
}

// run keeps the views up to date until ctx ends.
func (s *stage) run(ctx context.Context) {
	s.poke()
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
		}
		s.mu.Lock()
		round, cancel := context.WithCancel(ctx)
		s.cancel = cancel
		s.mu.Unlock()
		s.round(round)
		cancel()
	}
}

// patience is how long a large site must rest before all its pages are made:
// whoever writes is not kept waiting by what is of no use after the next word.
const (
	patience = 1500 * time.Millisecond
	large    = 500 // pages
)

// round brings the views up to date with what changed, and then makes and looks
// through all their pages. A further change stops it.
func (s *stage) round(ctx context.Context) {
	shows := s.held()
	for _, sh := range shows {
		s.step(ctx, sh, sh.refresh)
	}
	for _, sh := range shows {
		if sh.pages() > large {
			slack.Rest() // and not while the next edit is waited for
		}
		if sh.pages() > large && sh.edited() && !rest(ctx, patience) {
			return
		}
		s.step(ctx, sh, sh.check)
	}
	slack.Rest()
}

// step does a part of the work for a view, and shows why where it cannot be done.
func (s *stage) step(ctx context.Context, sh *show, do func(context.Context) (bool, error)) {
	if ctx.Err() != nil {
		return
	}
	done, err := do(ctx)
	switch {
	case err != nil && ctx.Err() != nil:
		return
	case err != nil:
		sh.fail(err)
		s.env.Complain(err.Error(), "")
	case !done:
		return
	}
	s.tell()
}

// rest waits, and reports false when ctx ends before.
func rest(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// options are those under which a view is made. An instant that nobody chose stays
// the same for a while: nothing need be judged again for a word on a page.
func (s *stage) options(date string) (build.Options, error) {
	opt, err := s.flags.options(date)
	if err != nil || date != "" {
		return opt, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if d := opt.AsOf.Sub(s.instant); d < 0 || d > 10*time.Minute {
		s.instant = opt.AsOf
	}
	opt.AsOf = s.instant
	return opt, nil
}

// open opens a view of the site as it is now; changed are the files that changed
// since it was opened before.
func (s *stage) open(ctx context.Context, w vista.Wish, changed []string) (*vista.Vista, error) {
	opt, err := s.options(w.AsOf)
	if err != nil {
		return nil, err
	}
	v, err := vista.Open(ctx, s.session, opt.AsOf, w, s.env.Who, changed)
	if err != nil || v.Ladder() == nil {
		return v, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ladder = v.Ladder()
	if s.server == nil {
		s.basePath = v.BasePath()
	}
	return v, nil
}

// held are the views that are held, the one that was looked at last first.
func (s *stage) held() []*show {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.shows)
}

// besides names what pages refer to.
func (s *stage) besides() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strconv.Itoa(s.beside)
}
