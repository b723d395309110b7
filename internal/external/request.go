package external

import (
	"context"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// chase is the way from one address to its answer.
type chase struct {
	*checker
	http   http.Client
	key    string
	method string // HEAD until a host answers it with an error
	tries  int    // of the address at hand
}

// step is what one request gave: an answer that ends the chase, or the URL to
// ask next.
type step struct {
	answer *Answer
	next   *url.URL
	status int // of the redirect that led to next
}

// follow asks for one address and follows its redirects. It reports false when
// the context ended first.
func (c *checker) follow(ctx context.Context, key string) (Answer, bool) {
	jar, _ := cookiejar.New(nil) // some sites redirect until a cookie comes back; the error is always nil
	ch := &chase{checker: c, key: key, method: http.MethodHead}
	ch.http = http.Client{
		Transport: c.client, Jar: jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	u, err := url.Parse(key)
	if err != nil {
		return Answer{URL: key, Outcome: Broken, Why: "it is not a URL"}, true
	}
	moved, permanent, hops := "", true, 0
	for {
		s, err := ch.ask(ctx, u)
		switch {
		case err != nil:
			return Answer{}, false
		case s.answer != nil:
			if next, ok := Key(moved); ok && next != key && s.answer.Outcome == Reached {
				s.answer.Outcome, s.answer.Location = Moved, moved
			}
			return *s.answer, true
		case s.next == nil: // the same again
			continue
		}
		if hops++; hops > maxRedirects {
			return Answer{URL: key, Outcome: Broken, Status: s.status, Why: fmt.Sprintf("it redirects more than %d times", maxRedirects)}, true
		}
		if permanent = permanent && (s.status == http.StatusMovedPermanently || s.status == http.StatusPermanentRedirect); permanent {
			moved = s.next.String()
		}
		u, ch.tries = s.next, 0
	}
}

// ask sends one request. Its error is that of the context.
func (ch *chase) ask(ctx context.Context, u *url.URL) (step, error) {
	if why := literal(u, ch.opt.Private); why != "" {
		return ch.fail(failure{why: why}, u), nil
	}
	g := ch.gate(u.Host)
	if f := g.given(); f != nil {
		return ch.fail(*f, u), nil
	}
	leave, err := ch.enter(ctx, g)
	if err != nil {
		return step{}, err
	}
	resp, err := ch.send(ctx, u) //nolint:bodyclose // send has closed it
	leave()
	if ctx.Err() != nil {
		return step{}, ctx.Err()
	}
	if err != nil {
		f := g.failed(explain(err, u))
		if ch.method == http.MethodHead && !f.whole {
			ch.method = http.MethodGet
			return step{}, nil
		}
		return ch.fail(f, u), nil
	}
	g.answered()
	return ch.read(g, u, resp), nil
}

// send sends a request and leaves the body unread.
func (ch *chase) send(ctx context.Context, u *url.URL) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, ch.opt.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, ch.method, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", ch.opt.Agent)
	req.Header.Set("Accept", "text/html,*/*;q=0.8")
	req.Header.Set("Accept-Language", "en,*;q=0.5")
	if ch.method == http.MethodGet {
		req.Header.Set("Range", "bytes=0-"+strconv.Itoa(someBytes-1))
	}
	resp, err := ch.http.Do(req)
	if err == nil {
		_ = resp.Body.Close()
	}
	return resp, err
}

// read judges a response.
func (ch *chase) read(g *gate, u *url.URL, resp *http.Response) step {
	code := resp.StatusCode
	if next := redirect(u, resp); next != nil {
		if _, ok := Key(next.String()); !ok {
			return ch.end(Reached, code, "") // to a program, not to the web
		}
		return step{next: next, status: code}
	}
	if ch.method == http.MethodHead && code >= 400 && code != http.StatusTooManyRequests {
		ch.method = http.MethodGet
		return step{}
	}
	said := strings.TrimSpace(strconv.Itoa(code) + " " + http.StatusText(code))
	switch {
	case code < 400, code == http.StatusRequestedRangeNotSatisfiable: // an empty page has no first bytes
		return ch.end(Reached, code, "")
	case code == http.StatusNotFound, code == http.StatusGone:
		return ch.end(Broken, code, "the host answers "+said)
	case code == http.StatusTooManyRequests, code >= 500:
		wait, asked := ch.wait(resp)
		if ch.tries++; ch.tries < maxTries && wait <= maxWait {
			ch.method = http.MethodGet
			g.pause(ch.opt.Now().Add(wait))
			return step{}
		}
		if asked && wait > maxWait {
			said += fmt.Sprintf(", and asks to come back in %s", wait.Round(time.Second))
		}
		return ch.end(Unreached, code, "the host answers "+said)
	}
	return ch.end(Unreached, code, "the host refuses to show it to a check: "+said)
}

// redirect returns where a response sends to, or nil.
func redirect(u *url.URL, resp *http.Response) *url.URL {
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		if to, err := u.Parse(resp.Header.Get("Location")); err == nil && resp.Header.Get("Location") != "" {
			return to
		}
	}
	return nil
}

// wait returns how long to wait before the next try: what Retry-After says, in
// seconds or as a date (RFC 9110, section 10.2.3), else a second, then two.
func (ch *chase) wait(resp *http.Response) (d time.Duration, asked bool) {
	after := strings.TrimSpace(resp.Header.Get("Retry-After"))
	if n, err := strconv.Atoi(after); err == nil && n >= 0 {
		return time.Duration(min(n, 1<<30)) * time.Second, true
	}
	if at, err := http.ParseTime(after); err == nil {
		return max(at.Sub(ch.opt.Now()), 0), true
	}
	return time.Second << ch.tries, false
}

// end makes the answer of a chase.
func (ch *chase) end(outcome Outcome, status int, why string) step {
	return step{answer: &Answer{URL: ch.key, Outcome: outcome, Status: status, Why: why}}
}

// fail makes the answer of a chase that ended without a response.
func (ch *chase) fail(f failure, u *url.URL) step {
	s := ch.end(Unreached, 0, f.why)
	if f.whole {
		s.answer.Host, s.answer.unnamed = u.Host, f.unnamed
	}
	return s
}
