package mirror

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
)

// schemes are the schemes of addresses, as gocloud.dev/blob registers them.
var schemes = []string{"s3", "gs", "azblob", "file"}

// ParseSource reads the address of a bucket. Parameters are those of
// gocloud.dev/blob, such as region, endpoint and use_path_style of s3.
func ParseSource(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%q is not the address of a bucket", text)
	case !slices.Contains(schemes, u.Scheme):
		return nil, fmt.Errorf("%q is not the address of a bucket, expected s3://, gs://, azblob:// or file://", text)
	case u.User != nil:
		return nil, errors.New("the address of a bucket holds no credentials")
	case u.Scheme != "file" && u.Host == "":
		return nil, fmt.Errorf("%q names no bucket", text)
	case u.Scheme == "file" && (u.Host != "" || u.Path == ""):
		return nil, fmt.Errorf("%q names no folder: write file:///folder", text)
	}
	return u, nil
}
