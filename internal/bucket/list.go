package bucket

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"gocloud.dev/blob"

	"github.com/candor-site/candor/internal/mirror"
	"github.com/candor-site/candor/internal/source"
)

// pageSize is the number of objects that are listed at a time, the most that S3
// gives.
const pageSize = 1000

// list finds the objects that are evidence. Nothing may be left out silently:
// each other object is refused with its reason.
func (p *pull) list(ctx context.Context) error {
	token := blob.FirstPageToken
	for len(token) > 0 {
		var page []*blob.ListObject
		var next []byte
		err := p.retry(ctx, func(ctx context.Context) (err error) {
			page, next, err = p.bucket.ListPage(ctx, token, pageSize, &blob.ListOptions{Prefix: p.prefix})
			return err
		})
		if err != nil {
			return err
		}
		for _, o := range page {
			p.take(o)
		}
		if len(p.found) > source.MaxFiles {
			return fmt.Errorf("it holds more than %d objects", source.MaxFiles)
		}
		token = next
	}
	slices.SortFunc(p.found, func(a, b mirror.Object) int { return strings.Compare(a.Path, b.Path) })
	return nil
}

// take adds one object of the listing, or refuses it.
func (p *pull) take(o *blob.ListObject) {
	key := strings.TrimPrefix(o.Key, p.prefix)
	if o.IsDir || strings.HasSuffix(key, "/") && o.Size == 0 || key == "" {
		return // the marker of a folder
	}
	why := mirror.KeyFault(key)
	switch {
	case why != "":
		why = "the key " + why
	case key == "collectors.yaml", strings.HasPrefix(key, "formats/"):
		why = "it says how evidence is read or collected, which belongs into the site"
	case o.Size > p.opt.Limit:
		why = fmt.Sprintf("it has %d bytes, the most are %d", o.Size, p.opt.Limit)
	}
	if why != "" {
		p.report.Refused = append(p.report.Refused, Refused{Key: o.Key, Why: why})
		return
	}
	p.found = append(p.found, mirror.Object{Path: key, Size: o.Size, Tag: hex.EncodeToString(o.MD5), Modified: o.ModTime.UTC()})
}
