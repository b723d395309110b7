// Package bucket copies a bucket of evidence from an object store to the mirror
// of a site: Amazon S3 and what speaks its protocol, Google Cloud Storage, Azure
// Blob Storage, or a folder.
//
// It only ever reads the bucket. It fetches what changed, and lets the last
// good copy stay until all of a new one is there. Credentials are found as the
// provider's own tools find them; they never stand in an address.
package bucket

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gocloud.dev/blob"
	_ "gocloud.dev/blob/azureblob" // azblob://
	_ "gocloud.dev/blob/fileblob"  // file://
	_ "gocloud.dev/blob/gcsblob"   // gs://
	_ "gocloud.dev/blob/s3blob"    // s3://

	"github.com/candor-site/candor/internal/mirror"
)

// Options say what to copy, and how patiently.
type Options struct {
	Source   string // address: s3://bucket/prefix, gs://, azblob:// or file://
	Dir      string // root of the site
	Now      time.Time
	Workers  int                                // objects fetched at a time
	Attempts int                                // tries for each page of the listing and each object
	Timeout  time.Duration                      // of each try
	Pause    time.Duration                      // before the second try; doubles each time
	Limit    int64                              // bytes of the largest object
	Progress func(fetched, total int)           // told after each object; may be nil
	open     func(string) (*blob.Bucket, error) // nil: by the scheme of the address
}

// Report says what was copied.
type Report struct {
	Source  string    `json:"source"`
	Listed  int       `json:"listed"`  // objects of the bucket that are evidence
	Fetched int       `json:"fetched"` // of these, new or changed
	Bytes   int64     `json:"bytes"`   // fetched
	Removed int       `json:"removed"` // objects of the last copy that are gone
	Refused []Refused `json:"refused,omitempty"`
}

// Refused is an object that was not copied.
type Refused struct {
	Key string `json:"key"`
	Why string `json:"why"`
}

// FetchError says which objects could not be fetched. The last copy stays.
type FetchError struct {
	Failed []Refused // sorted by key
	Total  int       // objects that were to be fetched
}

// Error implements error.
func (e *FetchError) Error() string {
	first := e.Failed[0]
	return fmt.Sprintf("%d of %d objects could not be fetched; the first is %s: %s", len(e.Failed), e.Total, first.Key, first.Why)
}

// Pull copies the bucket. What it returns is complete or an error: a part of a
// bucket would read as if the rest had never been collected.
func Pull(ctx context.Context, opt Options) (*Report, error) {
	b, prefix, err := open(ctx, opt)
	if err != nil {
		return nil, err
	}
	defer func() { _ = b.Close() }() // nothing was written
	s, err := openStore(opt.Dir)
	if err != nil {
		return nil, err
	}
	defer s.close()

	p := &pull{opt: opt, bucket: b, prefix: prefix, store: s, report: &Report{Source: opt.Source}}
	if err := p.list(ctx); err != nil {
		return nil, fmt.Errorf("listing %s: %w", opt.Source, err)
	}
	last := s.last(opt.Source)
	if err := p.fetch(ctx, last); err != nil {
		return nil, err
	}
	p.report.Listed = len(p.found)
	index := mirror.Index{Source: opt.Source, PulledAt: opt.Now.UTC().Truncate(time.Second), Objects: p.found}
	if err := s.commit(index); err != nil {
		return nil, err
	}
	p.report.Removed = s.sweep(last, index)
	return p.report, nil
}

// pull is one copy on its way.
type pull struct {
	opt    Options
	bucket *blob.Bucket
	prefix string
	store  *store
	report *Report
	found  []mirror.Object // without digests until they are fetched
}

// open opens the bucket of an address. The path of the address is the prefix of
// its keys; that of a folder is the folder.
func open(ctx context.Context, opt Options) (*blob.Bucket, string, error) {
	u, err := mirror.ParseSource(opt.Source)
	if err != nil {
		return nil, "", err
	}
	prefix := ""
	if u.Scheme != "file" {
		if prefix = strings.Trim(u.Path, "/"); prefix != "" {
			prefix += "/"
		}
		u.Path = ""
	}
	if opt.open != nil {
		b, err := opt.open(u.String())
		return b, prefix, err
	}
	b, err := blob.OpenBucket(ctx, u.String())
	if err != nil {
		return nil, "", fmt.Errorf("opening %s: %w", opt.Source, err)
	}
	return b, prefix, nil
}
