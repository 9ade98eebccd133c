{{- define "afterglow.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "afterglow.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "afterglow.labels" -}}
{{ include "afterglow.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "afterglow.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}{{ default (include "afterglow.name" .) .Values.serviceAccount.name }}{{ else }}{{ default "default" .Values.serviceAccount.name }}{{ end }}
{{- end }}

{{/* What cannot work is refused before anything is installed. */}}
{{- define "afterglow.check" -}}
{{- $several := or .Values.autoscaling.enabled (gt (int .Values.replicas) 1) -}}
{{- if and $several (not .Values.database.url) -}}
{{- fail "more than one node needs database.url: SQLite has one process" -}}
{{- end -}}
{{- if and $several (not .Values.store.url) -}}
{{- fail "more than one node needs store.url: a node must find the films that others have made" -}}
{{- end -}}
{{- if and .Values.metrics.serviceMonitor.enabled (not .Values.metrics.tokenSecret) -}}
{{- fail "metrics.serviceMonitor needs metrics.tokenSecret" -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.host) -}}
{{- fail "ingress needs ingress.host" -}}
{{- end -}}
{{- end }}
