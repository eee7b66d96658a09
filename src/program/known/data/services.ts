import type { ProgramRow } from "./row.ts";

/** Servers of requests that CPUs answer; with an accelerator their program is the one that computes. */
export const WEB_SERVERS: readonly ProgramRow[] = [
  {
    what: "a web server",
    images: ["nginx", "nginx-slim", "nginx-unprivileged", "httpd", "caddy", "apache", "apache2"],
    commands: ["nginx", "httpd-foreground", "apache2-foreground", "caddy run"],
    source: "hub.docker.com/_/nginx, _/httpd, _/caddy; registry.k8s.io/nginx-slim",
  },
  {
    what: "a web application",
    images: [
      "wordpress",
      "drupal",
      "ghost",
      "joomla",
      "mediawiki",
      "tomcat",
      "jetty",
      "php:apache",
      "php-apache",
    ],
    commands: ["catalina.sh run", "apache2ctl", "php-fpm", "php -S"],
    source: "hub.docker.com/_/wordpress, _/drupal, _/ghost, _/joomla, _/mediawiki, _/tomcat, _/jetty, _/php",
  },
  {
    what: "a sample web service",
    images: [
      "hello-app",
      "hello-node",
      "hello-world",
      "helloworld",
      "hello-kubernetes",
      "helloworld-http",
      "nginxdemos/hello",
      "nginx-hello",
      "echoserver",
      "echo-server",
      "http-echo",
      "whoami",
      "podinfo",
      "httpbin",
      "guestbook",
      "gb-frontend",
      "kuard-amd64",
      "hpa-example",
    ],
    commands: ["http-echo"],
    source:
      "GoogleCloudPlatform/kubernetes-engine-samples, hashicorp/http-echo, traefik/whoami, stefanprodan/podinfo, kubernetes/website",
  },
  {
    what: "a Python web server",
    images: ["uvicorn-gunicorn", "uwsgi"],
    commands: [
      "gunicorn",
      "uvicorn",
      "hypercorn",
      "daphne",
      "uwsgi",
      "waitress-serve",
      "flask run",
      "manage.py runserver",
      "fastapi run",
      "streamlit run",
      "http.server",
      "SimpleHTTPServer",
      "uvicorn.workers.*",
    ],
    source:
      "benoitc/gunicorn, encode/uvicorn, unbit/uwsgi, pallets/flask, django/django, fastapi/fastapi, streamlit/streamlit: README.md",
  },
  {
    what: "a Ruby web server",
    images: [],
    commands: ["rails server", "rails s", "puma", "unicorn", "rackup"],
    source: "rails/rails: guides/source/command_line.md; puma/puma: README.md",
  },
  {
    what: "a Node.js server",
    images: [],
    commands: [
      "npm start",
      "npm run start",
      "npm run serve",
      "yarn start",
      "yarn serve",
      "next start",
      "node server.js",
      "node app.js",
      "node index.js",
      "ng serve",
    ],
    source: "docs.npmjs.com/cli: npm-start; vercel/next.js: docs; nodejs.org: getting started",
  },
  {
    what: "an LLM gateway",
    images: ["litellm", "open-webui"],
    commands: ["litellm --config"],
    source: "BerriAI/litellm: docs/my-website/docs/proxy/deploy.md; open-webui/open-webui: README.md",
  },
];

/** Workers that take their work from a queue. */
export const CONSUMERS: readonly ProgramRow[] = [
  {
    what: "Celery",
    images: [],
    commands: ["celery worker", "celery * worker", "celery -A * worker", "celery multi start"],
    source: "celery/celery: docs/userguide/workers.rst",
  },
  {
    what: "a Ruby queue worker",
    images: ["sidekiq"],
    commands: ["sidekiq", "rake resque:work", "rake jobs:work", "shoryuken", "good_job start", "delayed_job"],
    source:
      "sidekiq/sidekiq, resque/resque, ruby-shoryuken/shoryuken, bensheldon/good_job, collectiveidea/delayed_job: README.md",
  },
  {
    what: "a Python queue worker",
    images: [],
    commands: [
      "rq worker",
      "rqworker",
      "dramatiq",
      "huey_consumer",
      "huey_consumer.py",
      "arq",
      "faust * worker",
      "taskiq worker",
    ],
    source:
      "rq/rq, Bogdanp/dramatiq, coleifer/huey, python-arq/arq, faust-streaming/faust, taskiq-python/taskiq: docs",
  },
  {
    what: "a PHP queue worker",
    images: [],
    commands: [
      "artisan queue:work",
      "artisan queue:listen",
      "artisan horizon",
      "bin/console messenger:consume",
      "console messenger:consume",
    ],
    source: "laravel/docs: queues.md, horizon.md; symfony/symfony-docs: messenger.rst",
  },
  {
    what: "a Dask worker",
    images: [],
    commands: ["dask worker", "dask-worker", "dask cuda worker", "dask-cuda-worker"],
    source: "docs.dask.org: deploying-cli; rapidsai/dask-cuda: docs/source/quickstart.rst",
  },
  {
    what: "a Kafka consumer",
    images: [],
    commands: ["kafka-console-consumer*"],
    source: "apache/kafka: docs/quickstart.html",
  },
];
