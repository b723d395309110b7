package render

import (
	"strings"

	"github.com/candor-site/candor/internal/source"
)

// The routes that the portal makes by itself.
const (
	routeHome          = "/"
	routeControls      = "/controls/"
	routeEvidence      = "/evidence/"
	routeFrameworks    = "/frameworks/"
	routeKinds         = "/kinds/"
	routeExceptions    = "/exceptions/"
	routeSubprocessors = "/subprocessors/"
	routeNotFound      = "/404.html"
	routeAPI           = "/api/v1/"
)

// segment makes one segment of a route out of an id. Ids are plain words, and
// stay as they are; anything else is reduced to such and told apart by a digest.
func segment(id string) string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
			return r
		}
		return '-'
	}, id)
	if plain == id && source.NameFault(id) == "" {
		return id
	}
	return strings.Trim(plain, ".-") + "-" + string(source.DigestOf([]byte(id)))[:8]
}

func controlRoute(id string) string   { return routeControls + segment(id) + "/" }
func evidenceRoute(key string) string { return routeEvidence + segment(key) + "/" }
func frameworkRoute(id string) string { return routeFrameworks + segment(id) + "/" }
func kindRoute(id string) string      { return routeKinds + segment(id) + "/" }
