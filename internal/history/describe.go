package history

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/plumbing/storer"
)

// The most commits and references that Describe looks at.
const (
	describedCommits = 1000
	describedRefs    = 10_000
)

// State is what a repository holds: its head, branches and tags, and how many
// of the latest commits carry a signature. Nobody is named.
type State struct {
	Head     Commit  `json:"head"`
	Branch   string  `json:"branch"` // "" when no branch is checked out
	Branches []Ref   `json:"branches"`
	Tags     []Ref   `json:"tags"`    // newest first
	Commits  Commits `json:"commits"` // from the head backwards
}

// Commit is one commit.
type Commit struct {
	Hash   string `json:"commit"`
	At     string `json:"at"`     // when it was committed, RFC 3339
	Signed bool   `json:"signed"` // it carries a signature, which was not verified
}

// Ref is a branch or a tag. At is when the tag was made, where it says so, else
// when its commit was made.
type Ref struct {
	Name      string `json:"name"`
	Hash      string `json:"commit"`
	At        string `json:"at"`
	Annotated bool   `json:"annotated,omitempty"`
	Signed    bool   `json:"signed,omitempty"`
}

// Commits counts the latest commits.
type Commits struct {
	Examined  int  `json:"examined"`
	Signed    int  `json:"signed"`
	Merges    int  `json:"merges"`
	Authors   int  `json:"authors"`   // different addresses
	Truncated bool `json:"truncated"` // there are more
}

// Describe says what the repository holds that a folder lies in. ErrNone and
// ErrShallow say why there is nothing to describe.
func Describe(root string) (s *State, err error) {
	defer func() {
		if r := recover(); r != nil {
			s, err = nil, fmt.Errorf("the repository is broken: %v", r)
		}
		err = bare(err)
	}()
	repo, err := open(root)
	if err != nil {
		return nil, err
	}
	d := &describer{objects: repo.objects, state: &State{Branches: []Ref{}, Tags: []Ref{}}}
	head, err := repo.objects.Reference(plumbing.HEAD)
	if err != nil {
		return nil, ErrNone
	}
	if head.Type() == plumbing.SymbolicReference {
		d.state.Branch = head.Target().Short()
	}
	at, err := repo.head()
	if err != nil {
		return nil, err
	}
	latest, err := object.GetCommit(repo.objects, at)
	if err != nil {
		return nil, err
	}
	d.state.Head = Commit{latest.Hash.String(), stamp(latest.Committer.When), latest.PGPSignature != ""}
	if err := d.references(); err != nil {
		return nil, err
	}
	return d.state, d.commits(latest)
}

type describer struct {
	objects storer.Storer
	state   *State
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// references reads branches and tags.
func (d *describer) references() error {
	all, err := d.objects.IterReferences()
	if err != nil {
		return err
	}
	count := 0
	err = all.ForEach(func(r *plumbing.Reference) error {
		if count++; count > describedRefs {
			return fmt.Errorf("the repository has more than %d references", describedRefs)
		}
		if r.Type() != plumbing.HashReference || !r.Name().IsBranch() && !r.Name().IsTag() {
			return nil
		}
		ref, err := d.ref(r)
		if err != nil || ref == nil {
			return err
		}
		if r.Name().IsBranch() {
			d.state.Branches = append(d.state.Branches, *ref)
		} else {
			d.state.Tags = append(d.state.Tags, *ref)
		}
		return nil
	})
	slices.SortFunc(d.state.Branches, func(a, b Ref) int { return strings.Compare(a.Name, b.Name) })
	slices.SortFunc(d.state.Tags, func(a, b Ref) int { return cmp.Or(strings.Compare(b.At, a.At), strings.Compare(a.Name, b.Name)) })
	return err
}

// ref reads one branch or tag; a tag of something that is no commit is nil.
func (d *describer) ref(r *plumbing.Reference) (*Ref, error) {
	out := &Ref{Name: r.Name().Short()}
	hash := r.Hash()
	if r.Name().IsTag() {
		tag, err := object.GetTag(d.objects, hash)
		switch {
		case err == nil:
			out.Annotated, out.Signed, out.At = true, tag.PGPSignature != "", stamp(tag.Tagger.When)
			hash = tag.Target
		case !errors.Is(err, plumbing.ErrObjectNotFound):
			return nil, err
		}
	}
	c, err := object.GetCommit(d.objects, hash)
	if errors.Is(err, plumbing.ErrObjectNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	out.Hash = c.Hash.String()
	if out.At == "" {
		out.At = stamp(c.Committer.When)
	}
	return out, nil
}

// commits counts the latest commits from one backwards.
func (d *describer) commits(latest *object.Commit) error {
	authors := map[string]bool{}
	all := object.NewCommitIterCTime(latest, nil, nil)
	defer all.Close()
	n := &d.state.Commits
	for {
		c, err := all.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if n.Examined == describedCommits {
			n.Truncated = true
			break
		}
		n.Examined++
		authors[strings.ToLower(c.Author.Email)] = true
		if c.PGPSignature != "" {
			n.Signed++
		}
		if c.NumParents() > 1 {
			n.Merges++
		}
	}
	n.Authors = len(authors)
	return nil
}
