// Package lists of the demonstration's machines: real products and versions, spread over invented hosts.
const deb = (distro, list) =>
  list
    .split(/\s+/)
    .filter(Boolean)
    .map((line) => {
      const [name, version, upstream] = line.split('=');
      const source = upstream ? `&upstream=${upstream}` : '';
      return {
        name,
        version,
        purl: `pkg:deb/${distro.split('-')[0]}/${encodeURIComponent(name)}@${version.replaceAll('+', '%2B').replaceAll('~', '~')}?arch=amd64&distro=${distro}${source}`,
        type: 'deb',
      };
    });
const rpm = (distro, namespace, list) =>
  list
    .split(/\s+/)
    .filter(Boolean)
    .map((line) => {
      const [name, version] = line.split('=');
      return {
        name,
        version,
        purl: `pkg:rpm/${namespace}/${name}@${version}?arch=x86_64&distro=${distro}`,
        type: 'rpm',
      };
    });
const win = (list) =>
  list.map(([name, vendor, version, cpe]) => ({
    name,
    vendor,
    version,
    ...(cpe ? { cpe } : {}),
    type: 'application',
  }));

export const sets = {
  'debian-12': deb(
    'debian-12',
    `
    adduser=3.134 apt=2.6.1 base-files=12.4+deb12u5 bash=5.2.15-2+b7 bind9-host=9.18.24-1=bind9 ca-certificates=20230311 coreutils=9.1-1 cron=3.0pl1-162
    curl=7.88.1-10+deb12u5 dbus=1.14.10-1~deb12u1 dpkg=1.21.22 e2fsprogs=1.47.0-2 gnupg=2.2.40-1.1 grep=3.8-5 gzip=1.12-1 libc6=2.36-9+deb12u4=glibc
    libcurl4=7.88.1-10+deb12u5=curl libexpat1=2.5.0-1=expat libgnutls30=3.7.9-2+deb12u2=gnutls28 libkrb5-3=1.20.1-2+deb12u1=krb5 liblzma5=5.4.1-0.2=xz-utils
    libnghttp2-14=1.52.0-1+deb12u1=nghttp2 libpam-modules=1.5.2-6+deb12u1=pam libsqlite3-0=3.40.1-2=sqlite3 libssl3=3.0.11-1~deb12u2=openssl
    libsystemd0=252.22-1~deb12u1=systemd libxml2=2.9.14+dfsg-1.3~deb12u1 logrotate=3.21.0-1 openssh-client=1:9.2p1-2+deb12u2=openssh
    openssh-server=1:9.2p1-2+deb12u2=openssh openssl=3.0.11-1~deb12u2 perl-base=5.36.0-7+deb12u1=perl python3.11-minimal=3.11.2-6=python3.11
    rsync=3.2.7-1 rsyslog=8.2302.0-1 sudo=1.9.13p3-1+deb12u1 systemd=252.22-1~deb12u1 tar=1.34+dfsg-1.2+deb12u1 tzdata=2024a-0+deb12u1
    vim-tiny=2:9.0.1378-2=vim wget=1.21.3-1+b2 xz-utils=5.4.1-0.2 zlib1g=1:1.2.13.dfsg-1=zlib`,
  ),
  'debian-11': deb(
    'debian-11',
    `
    apt=2.2.4 base-files=11.1+deb11u9 bash=5.1-2+deb11u1 ca-certificates=20210119 cron=3.0pl1-137 curl=7.74.0-1.3+deb11u11 dpkg=1.20.13
    e2fsprogs=1.46.2-2 libc6=2.31-13+deb11u8=glibc libcurl4=7.74.0-1.3+deb11u11=curl libexpat1=2.2.10-2+deb11u5=expat
    libgnutls30=3.7.1-5+deb11u4=gnutls28 libssl1.1=1.1.1w-0+deb11u1=openssl libsystemd0=247.3-7+deb11u4=systemd
    libxml2=2.9.10+dfsg-6.7+deb11u4 openssh-server=1:8.4p1-5+deb11u3=openssh openssl=1.1.1w-0+deb11u1 perl-base=5.32.1-4+deb11u3=perl
    python3.9-minimal=3.9.2-1=python3.9 rsync=3.2.3-4+deb11u1 rsyslog=8.2102.0-2+deb11u1 sudo=1.9.5p2-3+deb11u1 systemd=247.3-7+deb11u4
    vim-tiny=2:8.2.2434-3+deb11u1=vim wget=1.21-1+deb11u1 xz-utils=5.2.5-2.1~deb11u1 zlib1g=1:1.2.11.dfsg-2+deb11u2=zlib`,
  ),
  'ubuntu-22.04': deb(
    'ubuntu-22.04',
    `
    apt=2.4.12 base-files=12ubuntu4.6 bash=5.1-6ubuntu1.1 ca-certificates=20230311ubuntu0.22.04.1 curl=7.81.0-1ubuntu1.16 dpkg=1.21.1ubuntu2.3
    libc6=2.35-0ubuntu3.7=glibc libcurl4=7.81.0-1ubuntu1.16=curl libexpat1=2.4.7-1ubuntu0.3=expat libgnutls30=3.7.3-4ubuntu1.5=gnutls28
    libssl3=3.0.2-0ubuntu1.15=openssl libsystemd0=249.11-0ubuntu3.12=systemd libxml2=2.9.13+dfsg-1ubuntu0.4 linux-image-generic=5.15.0.105.102=linux-meta
    openssh-server=1:8.9p1-3ubuntu0.7=openssh openssl=3.0.2-0ubuntu1.15 perl-base=5.34.0-3ubuntu1.3=perl python3.10-minimal=3.10.12-1~22.04.3=python3.10
    rsync=3.2.7-0ubuntu0.22.04.2 rsyslog=8.2112.0-2ubuntu2.2 snapd=2.61.3+22.04 sudo=1.9.9-1ubuntu2.4 systemd=249.11-0ubuntu3.12
    vim-tiny=2:8.2.3995-1ubuntu2.17=vim wget=1.21.2-2ubuntu1 xz-utils=5.2.5-2ubuntu1 zlib1g=1:1.2.11.dfsg-2ubuntu9.2=zlib`,
  ),
  'alma-9': rpm(
    'almalinux-9',
    'almalinux',
    `
    bash=5.1.8-6.el9_1 ca-certificates=2023.2.60_v7.0.306-90.1.el9_2 curl=7.76.1-26.el9_3.3 expat=2.5.0-1.el9_3.1 glibc=2.34-83.el9_3.12
    gnutls=3.7.6-23.el9_3.3 kernel=5.14.0-362.24.1.el9_3 krb5-libs=1.21.1-1.el9 libxml2=2.9.13-5.el9_3 openssh-server=8.7p1-34.el9_3.3
    openssl-libs=3.0.7-25.el9_3 python3=3.9.18-1.el9_3.1 rpm=4.16.1.3-27.el9_3 rsync=3.2.3-19.el9 sudo=1.9.5p2-10.el9_3 systemd=252-18.el9
    tar=1.34-6.el9_1 vim-minimal=8.2.2637-20.el9_1 xz=5.2.5-8.el9_0 zlib=1.2.11-40.el9`,
  ),
  'windows-2019': win([
    [
      'Windows Server 2019',
      'Microsoft',
      '10.0.17763.5936',
      'cpe:2.3:o:microsoft:windows_server_2019:10.0.17763.5936:*:*:*:*:*:x64:*',
    ],
    [
      'Microsoft Edge',
      'Microsoft',
      '124.0.2478.80',
      'cpe:2.3:a:microsoft:edge_chromium:124.0.2478.80:*:*:*:*:*:*:*',
    ],
    ['7-Zip', '7-Zip', '23.01', 'cpe:2.3:a:7-zip:7-zip:23.01:*:*:*:*:*:*:*'],
    ['OpenSSH for Windows', 'Microsoft', '7.7.2.1', ''],
    ['GLPI Agent', 'Teclib', '1.7.1', 'cpe:2.3:a:glpi-project:glpi_agent:1.7.1:*:*:*:*:*:*:*'],
    ['Wazuh Agent', 'Wazuh', '4.7.4', 'cpe:2.3:a:wazuh:wazuh:4.7.4:*:*:*:*:*:*:*'],
  ]),
  'windows-2022': win([
    [
      'Windows Server 2022',
      'Microsoft',
      '10.0.20348.2527',
      'cpe:2.3:o:microsoft:windows_server_2022:10.0.20348.2527:*:*:*:*:*:x64:*',
    ],
    [
      'Microsoft Edge',
      'Microsoft',
      '126.0.2592.87',
      'cpe:2.3:a:microsoft:edge_chromium:126.0.2592.87:*:*:*:*:*:*:*',
    ],
    ['7-Zip', '7-Zip', '24.07', 'cpe:2.3:a:7-zip:7-zip:24.07:*:*:*:*:*:*:*'],
    ['GLPI Agent', 'Teclib', '1.9', 'cpe:2.3:a:glpi-project:glpi_agent:1.9:*:*:*:*:*:*:*'],
    ['Wazuh Agent', 'Wazuh', '4.8.0', 'cpe:2.3:a:wazuh:wazuh:4.8.0:*:*:*:*:*:*:*'],
  ]),
  'poste-w10': win([
    [
      'Windows 10 22H2',
      'Microsoft',
      '10.0.19045.4412',
      'cpe:2.3:o:microsoft:windows_10_22h2:10.0.19045.4412:*:*:*:*:*:x64:*',
    ],
    [
      'LibreOffice',
      'The Document Foundation',
      '7.6.5',
      'cpe:2.3:a:libreoffice:libreoffice:7.6.5:*:*:*:*:*:*:*',
    ],
    ['Mozilla Firefox ESR', 'Mozilla', '115.11', 'cpe:2.3:a:mozilla:firefox_esr:115.11:*:*:*:*:*:*:*'],
    ['Google Chrome', 'Google', '125.0.6422.60', 'cpe:2.3:a:google:chrome:125.0.6422.60:*:*:*:*:*:*:*'],
    [
      'Adobe Acrobat Reader',
      'Adobe',
      '24.002.20687',
      'cpe:2.3:a:adobe:acrobat_reader_dc:24.002.20687:*:*:*:continuous:*:*:*',
    ],
    ['7-Zip', '7-Zip', '23.01', 'cpe:2.3:a:7-zip:7-zip:23.01:*:*:*:*:*:*:*'],
    ['VLC', 'VideoLAN', '3.0.20', 'cpe:2.3:a:videolan:vlc_media_player:3.0.20:*:*:*:*:*:*:*'],
    ['PuTTY', 'Simon Tatham', '0.80', 'cpe:2.3:a:putty:putty:0.80:*:*:*:*:*:*:*'],
    ['KeePass', 'Dominik Reichl', '2.56', 'cpe:2.3:a:keepass:keepass:2.56:*:*:*:*:*:*:*'],
    ['FortiClient', 'Fortinet', '7.2.3', 'cpe:2.3:a:fortinet:forticlient:7.2.3:*:*:*:*:windows:*:*'],
  ]),
};

const npm = (name, version) => ({
  name,
  version,
  purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
  type: 'library',
});
const pypi = (name, version) => ({ name, version, purl: `pkg:pypi/${name}@${version}`, type: 'library' });
const maven = (group, name, version) => ({
  name,
  version,
  purl: `pkg:maven/${group}/${name}@${version}`,
  type: 'library',
});
const composer = (name, version) => ({
  name,
  version,
  purl: `pkg:composer/${name}@${version}`,
  type: 'library',
});

/** Dependencies of the applications written in house, as their build would list them. */
export const libraries = {
  node: [
    npm('express', '4.18.2'),
    npm('body-parser', '1.20.2'),
    npm('axios', '1.6.7'),
    npm('ws', '8.16.0'),
    npm('jsonwebtoken', '9.0.2'),
    npm('lodash', '4.17.21'),
    npm('braces', '3.0.2'),
    npm('follow-redirects', '1.15.5'),
    npm('send', '0.18.0'),
    npm('path-to-regexp', '0.1.7'),
    npm('cookie', '0.6.0'),
    npm('tar', '6.2.0'),
    npm('pg', '8.11.3'),
    npm('micromatch', '4.0.5'),
    npm('undici', '6.6.2'),
  ],
  next: [
    npm('next', '14.1.0'),
    npm('react', '18.2.0'),
    npm('react-dom', '18.2.0'),
    npm('sharp', '0.33.2'),
    npm('axios', '1.6.7'),
    npm('postcss', '8.4.35'),
    npm('nanoid', '3.3.7'),
    npm('zod', '3.22.4'),
  ],
  django: [
    pypi('Django', '4.2.11'),
    pypi('requests', '2.31.0'),
    pypi('urllib3', '2.0.7'),
    pypi('Jinja2', '3.1.3'),
    pypi('gunicorn', '21.2.0'),
    pypi('Pillow', '10.2.0'),
    pypi('cryptography', '42.0.2'),
    pypi('sqlparse', '0.4.4'),
    pypi('certifi', '2024.2.2'),
    pypi('idna', '3.6'),
    pypi('Werkzeug', '3.0.1'),
    pypi('aiohttp', '3.9.1'),
  ],
  spring: [
    maven('org.springframework', 'spring-web', '6.1.3'),
    maven('org.springframework', 'spring-webmvc', '6.1.3'),
    maven('org.springframework.security', 'spring-security-core', '6.2.1'),
    maven('org.apache.tomcat.embed', 'tomcat-embed-core', '10.1.18'),
    maven('com.fasterxml.jackson.core', 'jackson-databind', '2.16.1'),
    maven('org.postgresql', 'postgresql', '42.6.0'),
    maven('ch.qos.logback', 'logback-classic', '1.4.14'),
    maven('org.apache.logging.log4j', 'log4j-core', '2.22.1'),
    maven('org.bouncycastle', 'bcprov-jdk18on', '1.76'),
    maven('org.apache.commons', 'commons-compress', '1.25.0'),
  ],
  struts: [
    maven('org.apache.struts', 'struts2-core', '6.3.0.2'),
    maven('commons-fileupload', 'commons-fileupload', '1.5'),
    maven('org.springframework', 'spring-core', '5.3.31'),
    maven('org.apache.logging.log4j', 'log4j-core', '2.17.1'),
    maven('com.google.guava', 'guava', '31.1-jre'),
  ],
  symfony: [
    composer('symfony/symfony', '6.4.3'),
    composer('symfony/http-foundation', '6.4.3'),
    composer('twig/twig', '3.8.0'),
    composer('doctrine/dbal', '3.8.2'),
    composer('phpseclib/phpseclib', '3.0.36'),
    composer('guzzlehttp/guzzle', '7.8.1'),
    composer('dompdf/dompdf', '2.0.4'),
  ],
};

/** Products on servers, by short name: the CPE form a scanner or a person writes. */
const cpe = (part, vendor, product, version, name = product, update = '*', target = '*') => ({
  name,
  vendor,
  product,
  version,
  cpe: `cpe:2.3:${part}:${vendor}:${product}:${version.replaceAll('(', '\\(').replaceAll(')', '\\)')}:${update}:*:*:*:${target}:*:*`,
  type: 'application',
});
export const products = {
  httpd: (v) => cpe('a', 'apache', 'http_server', v, 'Apache httpd'),
  nginx: (v) => cpe('a', 'f5', 'nginx', v, 'nginx'),
  tomcat: (v) => cpe('a', 'apache', 'tomcat', v, 'Apache Tomcat'),
  php: (v) => cpe('a', 'php', 'php', v, 'PHP'),
  postgresql: (v) => cpe('a', 'postgresql', 'postgresql', v, 'PostgreSQL'),
  mysql: (v) => cpe('a', 'oracle', 'mysql', v, 'MySQL'),
  mariadb: (v) => cpe('a', 'mariadb', 'mariadb', v, 'MariaDB'),
  sqlserver: (v) => cpe('a', 'microsoft', 'sql_server_2019', v, 'SQL Server 2019'),
  roundcube: (v) => cpe('a', 'roundcube', 'webmail', v, 'Roundcube'),
  zimbra: (v) => cpe('a', 'zimbra', 'collaboration', v, 'Zimbra Collaboration'),
  glpi: (v) => cpe('a', 'glpi-project', 'glpi', v, 'GLPI'),
  jenkins: (v) => cpe('a', 'jenkins', 'jenkins', v, 'Jenkins'),
  teamcity: (v) => cpe('a', 'jetbrains', 'teamcity', v, 'TeamCity'),
  gitlab: (v) => cpe('a', 'gitlab', 'gitlab', v, 'GitLab'),
  confluence: (v) => cpe('a', 'atlassian', 'confluence_data_center', v, 'Confluence Data Center'),
  geoserver: (v) => cpe('a', 'geoserver', 'geoserver', v, 'GeoServer'),
  wordpress: (v) => cpe('a', 'wordpress', 'wordpress', v, 'WordPress'),
  nextcloud: (v) => cpe('a', 'nextcloud', 'nextcloud_server', v, 'Nextcloud Server'),
  veeam: (v) => cpe('a', 'veeam', 'veeam_backup_\\&_replication', v, 'Veeam Backup & Replication'),
  vcenter: (v) => cpe('a', 'vmware', 'vcenter_server', v, 'vCenter Server'),
  esxi: (v) => cpe('o', 'vmware', 'esxi', v, 'VMware ESXi'),
  exchange: (v) => cpe('a', 'microsoft', 'exchange_server', v, 'Exchange Server 2019'),
  panos: (v) => cpe('o', 'paloaltonetworks', 'pan-os', v, 'PAN-OS'),
  fortios: (v) => cpe('o', 'fortinet', 'fortios', v, 'FortiOS'),
  fortimanager: (v) => cpe('o', 'fortinet', 'fortimanager', v, 'FortiManager'),
  checkpoint: (v) =>
    cpe('o', 'checkpoint', 'quantum_security_gateway_firmware', v, 'Check Point Quantum Security Gateway'),
  citrix: (v) => cpe('a', 'citrix', 'netscaler_application_delivery_controller', v, 'NetScaler ADC'),
  ivanti: (v) => cpe('a', 'ivanti', 'connect_secure', v, 'Ivanti Connect Secure'),
  screenconnect: (v) => cpe('a', 'connectwise', 'screenconnect', v, 'ScreenConnect'),
  ciscoasa: (v) => cpe('a', 'cisco', 'adaptive_security_appliance_software', v, 'Cisco ASA'),
  ios: (v) => cpe('o', 'cisco', 'ios', v, 'Cisco IOS'),
  moveit: (v) => cpe('a', 'progress', 'moveit_transfer', v, 'MOVEit Transfer'),
  crushftp: (v) => cpe('a', 'crushftp', 'crushftp', v, 'CrushFTP'),
  zabbix: (v) => cpe('a', 'zabbix', 'zabbix', v, 'Zabbix'),
  grafana: (v) => cpe('a', 'grafana', 'grafana', v, 'Grafana'),
  solarwinds: (v) => cpe('a', 'solarwinds', 'web_help_desk', v, 'SolarWinds Web Help Desk'),
  cups: (v) => cpe('a', 'openprinting', 'cups-filters', v, 'cups-filters'),
  openvpn: (v) => cpe('a', 'openvpn', 'openvpn', v, 'OpenVPN'),
  redis: (v) => cpe('a', 'redis', 'redis', v, 'Redis'),
  activemq: (v) => cpe('a', 'apache', 'activemq', v, 'Apache ActiveMQ'),
  ofbiz: (v) => cpe('a', 'apache', 'ofbiz', v, 'Apache OFBiz'),
  keycloak: (v) => cpe('a', 'redhat', 'keycloak', v, 'Keycloak'),
  moodle: (v) => cpe('a', 'moodle', 'moodle', v, 'Moodle'),
  drupal: (v) => cpe('a', 'drupal', 'drupal', v, 'Drupal'),
  qnap: (v) => cpe('o', 'qnap', 'qts', v, 'QTS'),
  kubernetes: (v) => cpe('a', 'kubernetes', 'kubernetes', v, 'Kubernetes'),
  runc: (v) => cpe('a', 'linuxfoundation', 'runc', v, 'runc'),
  dolibarr: (v) => cpe('a', 'dolibarr', 'dolibarr_erp\\/crm', v, 'Dolibarr'),
  asterisk: (v) => cpe('a', 'sangoma', 'asterisk', v, 'Asterisk'),
};
