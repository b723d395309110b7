package history

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/plumbing/storer"
)

// shortest is the least number of digits of a hash that name a commit.
const shortest = 4

// UnknownRevision says why a text names no commit of a repository.
type UnknownRevision struct {
	Revision string
	Reason   string // completes "the revision X ..."
}

// Error implements error.
func (u *UnknownRevision) Error() string {
	return fmt.Sprintf("the revision %q %s", u.Revision, u.Reason)
}

func unknown(revision, format string, args ...any) error {
	return &UnknownRevision{revision, fmt.Sprintf(format, args...)}
}

// resolve finds the commit that a text names, as gitrevisions(7) defines it: a
// branch, a tag, another reference, HEAD or @, a hash or the start of one, each
// followed by any of ~N, ^N and ^{commit}. The log of references and searches
// (@{...}, :/text) are not read.
func (r *repository) resolve(revision string) (*object.Commit, error) {
	at := strings.IndexAny(revision, "~^")
	if at < 0 {
		at = len(revision)
	}
	name, steps := revision[:at], revision[at:]
	switch {
	case name == "":
		return nil, unknown(revision, "begins with no name")
	case strings.Contains(name, "@{"), strings.Contains(name, ".."), strings.ContainsAny(name, ": \t\n*?[\\"):
		return nil, unknown(revision, "is written in a form that is not read; write a branch, a tag or a hash, with ~N or ^N behind it")
	}
	hash, err := r.named(revision, name)
	if err != nil {
		return nil, err
	}
	c, err := r.commit(revision, hash)
	if err != nil {
		return nil, err
	}
	return r.walk(revision, c, steps)
}

// named finds the object of a name without steps.
func (r *repository) named(revision, name string) (plumbing.Hash, error) {
	if name == "@" {
		name = "HEAD"
	}
	for _, rule := range plumbing.RefRevParseRules {
		if rule == "%s" && !strings.HasPrefix(name, "refs/") && strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") != "" {
			continue // only HEAD and its like stand beside refs/
		}
		ref, err := storer.ResolveReference(r.objects, plumbing.ReferenceName(fmt.Sprintf(rule, name)))
		switch {
		case err == nil:
			return ref.Hash(), nil
		case !errors.Is(err, plumbing.ErrReferenceNotFound):
			return plumbing.ZeroHash, err
		}
	}
	if plumbing.IsHash(name) {
		return plumbing.NewHash(name), nil
	}
	if len(name) < shortest || len(name) > 40 || strings.Trim(strings.ToLower(name), "0123456789abcdef") != "" {
		return plumbing.ZeroHash, r.missing(revision, "is no branch, tag or commit of the repository")
	}
	return r.abbreviated(revision, strings.ToLower(name))
}

// missing words an error about what is not there; a shallow clone may lack it.
func (r *repository) missing(revision, reason string) error {
	if r.shallow {
		reason += ", which is a shallow clone: fetch the whole history (git fetch --unshallow; in a CI system, depth 0)"
	}
	return unknown(revision, "%s", reason)
}

// abbreviated finds the only commit whose hash starts with some digits.
func (r *repository) abbreviated(revision, digits string) (plumbing.Hash, error) {
	prefix, err := hex.DecodeString(digits[:len(digits)&^1])
	if err != nil {
		return plumbing.ZeroHash, err
	}
	all, err := r.objects.HashesWithPrefix(prefix)
	if err != nil {
		return plumbing.ZeroHash, err
	}
	var found plumbing.Hash
	for _, hash := range all {
		if !strings.HasPrefix(hash.String(), digits) || hash == found {
			continue
		}
		if _, err := object.GetCommit(r.objects, hash); err != nil {
			continue
		}
		if !found.IsZero() {
			return plumbing.ZeroHash, unknown(revision, "starts the hash of more than one commit; write more of it")
		}
		found = hash
	}
	if found.IsZero() {
		return found, r.missing(revision, "is no branch, tag or commit of the repository")
	}
	return found, nil
}

// commit reads the commit that a hash leads to, through tags.
func (r *repository) commit(revision string, hash plumbing.Hash) (*object.Commit, error) {
	for range maxDepth {
		c, err := object.GetCommit(r.objects, hash)
		if err == nil {
			return c, nil
		}
		tag, tagErr := object.GetTag(r.objects, hash)
		switch {
		case tagErr == nil:
			hash = tag.Target
		case errors.Is(err, plumbing.ErrObjectNotFound):
			if r.objects.HasEncodedObject(hash) == nil {
				return nil, unknown(revision, "is no commit")
			}
			return nil, r.missing(revision, "is not in the repository")
		default:
			return nil, err
		}
	}
	return nil, unknown(revision, "leads from tag to tag")
}

// walk goes from a commit to those before it, as the steps say.
func (r *repository) walk(revision string, c *object.Commit, steps string) (*object.Commit, error) {
	for steps != "" {
		if rest, ok := strings.CutPrefix(steps, "^{commit}"); ok {
			steps = rest
			continue
		}
		kind := steps[0]
		rest := strings.TrimLeft(steps[1:], "0123456789")
		digits := steps[1 : len(steps)-len(rest)]
		if rest != "" && rest[0] != '~' && rest[0] != '^' {
			return nil, unknown(revision, "is written in a form that is not read; write a branch, a tag or a hash, with ~N or ^N behind it")
		}
		steps = rest
		n := 1
		if digits != "" {
			var err error
			if n, err = strconv.Atoi(digits); err != nil || n > maxCommits {
				return nil, unknown(revision, "goes back further than the %d commits that are read", maxCommits)
			}
		}
		times, parent := n, 1
		if kind == '^' {
			times, parent = min(n, 1), n
		}
		for range times {
			var err error
			if c, err = r.parent(revision, c, parent); err != nil {
				return nil, err
			}
		}
	}
	return c, nil
}

// parent returns the nth parent of a commit.
func (r *repository) parent(revision string, c *object.Commit, n int) (*object.Commit, error) {
	if n > len(c.ParentHashes) {
		return nil, r.missing(revision, fmt.Sprintf("goes back beyond commit %.12s, which has %d parents", c.Hash.String(), len(c.ParentHashes)))
	}
	p, err := object.GetCommit(r.objects, c.ParentHashes[n-1])
	if errors.Is(err, plumbing.ErrObjectNotFound) {
		return nil, r.missing(revision, "is not in the repository")
	}
	return p, err
}
