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
{{- if and .Values.metrics.serviceMonitor.enabled (not .Values.metrics.tokenSecret) -}}
{{- fail "metrics.serviceMonitor needs metrics.tokenSecret" -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.host) -}}
{{- fail "ingress needs ingress.host" -}}
{{- end -}}
{{- end }}
